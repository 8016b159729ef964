import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * `server.log`, `server.log.1`, `server.log.2.gz` … as far as they exist.
 *
 * @throws the error of the system where the folder cannot be read
 */
export async function logSet(path: string): Promise<string[]> {
  const name = basename(path)
  const names = await readdir(dirname(path))
  const isPart = (entry: string) =>
    entry === name || (entry.startsWith(`${name}.`) && /^\.\d+(?:\.gz)?$/.test(entry.slice(name.length)))
  return names.filter(isPart).map((entry) => join(dirname(path), entry))
}
