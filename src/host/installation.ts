import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** This installation of chatctl. */
export interface Installation {
  /** Folder of its package.json. */
  readonly root: string
  readonly version: string
  /** `engines.node`, such as `^22.22.2 || >=26`. */
  readonly engines: string
  /** Packages that it needs at run time. */
  readonly packages: readonly string[]
}

/** Finds the package that this code belongs to, built or from its sources. */
export function installation(): Installation {
  let root = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(root, 'package.json')) && root !== dirname(root)) root = dirname(root)
  const { version, engines, dependencies = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return { root, version, engines: engines.node, packages: Object.keys(dependencies) }
}

/** Packages that cannot be found, or, where they hold native code, not loaded. */
export async function missingPackages({ root, packages }: Installation): Promise<string[]> {
  const { resolve } = createRequire(join(root, 'package.json'))
  const loads = packages.map(async (name) => {
    try {
      const path = resolve(name)
      if (name.startsWith('@node-rs/')) await import(pathToFileURL(path).href)
      return []
    } catch (error) {
      // A package for `import` alone is found as well as any other.
      return (error as NodeJS.ErrnoException).code === 'ERR_PACKAGE_PATH_NOT_EXPORTED' ? [] : [name]
    }
  })
  return (await Promise.all(loads)).flat()
}

/**
 * Whether a release satisfies a range of `^a.b.c` and `>=a` joined by `||`, the forms that `engines` uses.
 *
 * @example satisfies('24.15.1', '^22.22.2 || ^24.15.0 || >=26') // true
 */
export function satisfies(version: string, range: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  return range.split('||').some((part) => {
    const [, sign, numbers = ''] = /^(\^|>=)([\d.]+)$/.exec(part.trim()) ?? []
    const [wantedMajor = 0, wantedMinor = 0, wantedPatch = 0] = numbers.split('.').map(Number)
    if (sign === undefined || major !== wantedMajor) return sign === '>=' && major > wantedMajor
    return minor > wantedMinor || (minor === wantedMinor && patch >= wantedPatch)
  })
}
