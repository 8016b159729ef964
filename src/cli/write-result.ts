import { readFile, stat, writeFile } from 'node:fs/promises'
import { writePlace } from '../store/write-place.ts'
import { writePrivate } from '../store/write-private.ts'

/**
 * Writes a result to the path that a flag names, for this user alone, and opens it again, so that what is promised is true of
 * what is there. A pipe or a device, such as /dev/stdout, is written to as it is.
 *
 * @throws ForeignLinkError, or the error of the system; an older file is untouched then
 */
export async function writeResult(path: string, text: string): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (found !== undefined && !found.isFile()) {
    writePlace(path)
    return await writeFile(path, text)
  }
  await writePrivate(path, text)
  if ((await readFile(path, 'utf8')) !== text) throw Object.assign(new Error('EIO'), { code: 'EIO' })
}
