import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { ChatctlError } from '../errors/chatctl-error.ts'

/** The files of this program by their path in the copy, with where they are now. */
export interface PackageFiles {
  readonly sources: ReadonlyMap<string, string>
  /** package.json of the copy. */
  readonly manifest: string
  /** Changes with every byte of them. */
  readonly digest: string
}

const PARTS = ['bin/run.js', 'bin/environment.js', 'bin/node-version.js', 'oclif.manifest.json', 'dist']
/** Packages with native code, which cannot be drawn into one file with the rest. */
const NATIVE = '@node-rs'

/**
 * What a copy of this program needs to run: the built files, and the packages that are not part of them.
 *
 * @param root  folder of package.json
 * @throws ChatctlError `service/not-built`
 */
export async function packageFiles(root: string): Promise<PackageFiles> {
  if (!existsSync(join(root, 'dist/cli/main.js'))) throw new ChatctlError('service/not-built', { root })
  const own = await Promise.all(PARTS.map(async (part) => await filesBelow(join(root, part))))
  const sources = new Map(own.flat().map((path) => [relative(root, path), path]))
  const native: string[] = []
  const { dependencies = {} } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const wanted = Object.keys(dependencies).filter((name) => name.startsWith(`${NATIVE}/`))
  const modules = modulesOf(root)
  for (const name of await readdir(join(modules, NATIVE))) {
    if (!wanted.some((one) => `${NATIVE}/${name}`.startsWith(one))) continue
    native.push(...(await filesBelow(join(modules, NATIVE, name))))
  }
  for (const path of native) sources.set(join('node_modules', relative(modules, path)), path)
  const manifest = await manifestOf(root)
  const hash = createHash('sha256').update(manifest)
  for (const [name, path] of [...sources].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`\0${name}\0`).update(await readFile(path))
  }
  return { sources, manifest, digest: hash.digest('hex').slice(0, 10) }
}

/** The packages are below this one, or beside it where a package manager put all of them side by side. */
function modulesOf(root: string): string {
  for (let at = root; ; at = dirname(at)) {
    const modules = join(at, 'node_modules')
    if (existsSync(join(modules, NATIVE))) return modules
    if (at === dirname(at)) throw new ChatctlError('service/not-built', { root })
  }
}

/** What is drawn into the built files is no dependency of the copy: nobody is to miss it there. */
async function manifestOf(root: string): Promise<string> {
  const { name, version, type, license, bin, engines, oclif, dependencies } = JSON.parse(
    await readFile(join(root, 'package.json'), 'utf8'),
  )
  const kept = Object.entries(dependencies).filter(([dependency]) => dependency.startsWith(`${NATIVE}/`))
  const copy = { name, version, type, license, bin, engines, oclif, dependencies: Object.fromEntries(kept) }
  return `${JSON.stringify(copy, null, 2)}\n`
}

async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch((error) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return null
    throw error
  })
  if (entries === null) return [path]
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}
