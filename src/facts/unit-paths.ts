import type { Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, isAbsolute, resolve } from 'node:path'
import type { UnitFacts, UnitState } from './shapes/unit.ts'

type Unusable = UnitFacts['unusable'][number]

const INTERPRETER = /^(?:node|nodejs|python[\d.]*|pypy[\d.]*)$/
const SCRIPT = /\.(?:[cm]?[jt]s|py)$/i

/**
 * What a unit names and cannot use: its working folder, its program, the script that the program would run. What this user
 * may not look at is left out.
 */
export async function unusablePaths({
  execStart,
  workingDirectory,
  loadState,
}: UnitState): Promise<Unusable[]> {
  if (loadState !== 'loaded') return []
  const [program = '', ...args] = execStart
  const folder = workingDirectory ?? '/'
  const script = INTERPRETER.test(basename(program)) ? args.find((word) => SCRIPT.test(word)) : undefined
  const looked = await Promise.all([
    // `-/folder` may be missing, and `~` is the home of the user.
    isAbsolute(folder) ? look('folder', folder, (found) => found.isDirectory()) : null,
    isAbsolute(program) ? look('program', program, (found) => found.isFile()) : null,
    script === undefined ? null : look('script', resolve(folder, script), (found) => found.isFile()),
  ])
  return looked.filter((one) => one !== null)
}

async function look(
  role: Unusable['role'],
  path: string,
  isRight: (found: Stats) => boolean,
): Promise<Unusable | null> {
  try {
    const found = await stat(path)
    if (!isRight(found)) return { role, path, why: 'wrong-kind' }
    return role === 'program' && (found.mode & 0o111) === 0 ? { role, path, why: 'not-executable' } : null
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    return code === 'ENOENT' || code === 'ENOTDIR' ? { role, path, why: 'missing' } : null
  }
}
