import { existsSync } from 'node:fs'
import { readFile, realpath } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import type { Host } from '../host/host.ts'
import type { UnitPackage } from './shapes/machine.ts'

const ENTRY = /(?:^|\/)(?:run|dev)\.js$/
/** What `serve` loads first; all else hangs on these. */
const STARTS = ['dist/cli/main.js', 'dist/commands/serve.js']
const IMPORTED = /(?:\bfrom|\bimport)\s*\(?\s*["'](\.{1,2}\/[^"']+\.js)["']/g

/**
 * The copy of this program that a unit starts, with what it lacks. Nothing of it is run: it may be somebody else's to exchange.
 *
 * @param argv  of the unit
 * @param folder  in which it is started
 * @returns null where it is another program, or one that this user may not look at
 */
export async function unitPackage(
  host: Host,
  argv: readonly string[],
  folder: string,
): Promise<UnitPackage | null> {
  try {
    const script = await scriptOf(host, argv, folder)
    if (script === null) return null
    const root = dirname(dirname(await realpath(script)))
    const { name, dependencies = {} } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    if (name !== 'chatctl') return null
    const packages = Object.keys(dependencies).filter((one) => !isThere(root, one))
    const files = script.endsWith('dev.js') ? [] : await missingFiles(root)
    return { root, missing: [...packages, ...files] }
  } catch {
    return null
  }
}

async function scriptOf(host: Host, argv: readonly string[], folder: string): Promise<string | null> {
  const named = argv.find((word) => ENTRY.test(word))
  if (named !== undefined) return resolve(folder, named)
  const [program = ''] = argv
  if (basename(program) !== 'chatctl') return null
  const real = await realpath(program)
  if (ENTRY.test(real)) return real
  // A small shell script, as `service install` puts it into the path.
  const text = await host.readText(real, { maxBytes: 4096 })
  return text.seen ? (/(\/[^\s'"]*\/bin\/(?:run|dev)\.js)/.exec(text.value)?.[1] ?? null) : null
}

/** Whether a package is found from a folder, and of one with native code the part for this machine. */
function isThere(root: string, name: string): boolean {
  const folder = packageFolder(root, name)
  if (folder === null || !name.startsWith('@node-rs/')) return folder !== null
  const libc = process.platform === 'linux' ? ['-gnu', '-musl', '-gnueabihf'] : ['', '-msvc']
  const parts = libc.map((end) => `${name}-${process.platform}-${process.arch}${end}`)
  return parts.some((part) => packageFolder(folder, part) !== null)
}

/** As Node looks for it, but without what Node remembers: a monitor looks for months. */
function packageFolder(from: string, name: string): string | null {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name)
    if (existsSync(join(folder, 'package.json'))) return folder
    if (at === dirname(at)) return null
  }
}

/** Files of the built program that one of its others loads and that are not there. */
async function missingFiles(root: string): Promise<string[]> {
  const missing: string[] = []
  const known = new Set(STARTS.map((name) => join(root, name)))
  for (const path of known) {
    const text = existsSync(path) ? await readFile(path, 'utf8') : null
    if (text === null) missing.push(relative(root, path))
    for (const [, name = ''] of (text ?? '').matchAll(IMPORTED)) known.add(resolve(dirname(path), name))
  }
  return missing
}
