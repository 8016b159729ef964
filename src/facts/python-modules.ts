import type { Host } from '../host/host.ts'

/** Prints, as JSON, which of the named modules are not found; `-I` keeps what lies in the working folder from running. */
const FINDER = `
import importlib.util, json, sys
sys.path.insert(0, sys.argv[1])
names = sys.argv[2:]
print(json.dumps([n for n in names if importlib.util.find_spec(n) is None]))
`

/**
 * Modules that a Python script imports and that its Python does not find. Nothing of the script is run.
 *
 * @param folder  the script's own, which Python searches first
 * @returns null where the script cannot be read or Python cannot be asked
 */
export async function missingModules(
  host: Host,
  python: string,
  script: string,
  folder: string,
  signal: AbortSignal,
): Promise<string[] | null> {
  const source = await host.readText(script, { maxBytes: 4 * 1024 * 1024 })
  if (!source.seen) return null
  const names = importedModules(source.value)
  if (names.length === 0) return []
  const asked = await host.run([python, '-I', '-c', FINDER, folder, ...names], { timeoutMs: 2000, signal })
  if (!asked.seen || asked.value.exitCode !== 0) return null
  try {
    return JSON.parse(asked.value.stdout)
  } catch {
    return null
  }
}

/** Top-level names of a script's unconditional imports; those in a `try` may be missing on purpose. */
function importedModules(source: string): string[] {
  const names = [
    ...source.matchAll(/^(?:import ([\w., ]+?)(?: as \w+)?|from (\w[\w.]*) import .*)$/gm),
  ].flatMap(([, plain, from]) =>
    (from ?? plain ?? '').split(',').map((name) => name.trim().split(/[. ]/)[0] ?? ''),
  )
  return [...new Set(names.filter((name) => name !== ''))]
}
