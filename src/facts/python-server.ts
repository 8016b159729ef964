import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { allPids, argvOf, unitOf, workingFolder } from '../host/proc/process-info.ts'
import { readRegularSync } from '../store/read-regular.ts'
import { serverKind } from './server-kind.ts'

/** An original server that runs. */
export interface PythonServer {
  readonly pid: number
  readonly unit: string | null
  /** Version 9 reads config.json again by itself and knows bcrypt; null where its program cannot be read. */
  readonly isVersion9: boolean | null
}

/** The original server that runs with this configuration, as far as this user can see; null where there is none. */
export function pythonServerOf(configPath: string): PythonServer | null {
  const meant = realpathOr(configPath)
  for (const pid of allPids()) {
    if (serverKind(argvOf(pid)) !== 'python') continue
    const folder = workingFolder(pid)
    if (folder === null || realpathOr(join(folder, 'config.json')) !== meant) continue
    return { pid, unit: unitOf(pid), isVersion9: isVersion9(argvOf(pid), folder) }
  }
  return null
}

function isVersion9(argv: readonly string[], folder: string): boolean | null {
  const program = argv.find((word) => /server\.py$/i.test(word))
  try {
    return program === undefined
      ? null
      : readRegularSync(join(program.startsWith('/') ? '' : folder, program)).includes('bcrypt')
  } catch {
    return null
  }
}

function realpathOr(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
