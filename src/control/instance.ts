import { join } from 'node:path'
import { readRegular } from '../store/read-regular.ts'

/** What a running daemon says about itself in `<data.directory>/instance.json`. */
export interface Instance {
  readonly pid: number
  /** Start time of the process in clock ticks since boot (Linux), so that a reused pid is not taken for it; else null. */
  readonly processStart: string | null
  /** Path of the control socket. */
  readonly socket: string
  /** Chat port. */
  readonly port: number
  /** ISO 8601 */
  readonly startedAt: string
  readonly version: string
  readonly configPath: string | null
}

/** Path of the instance file of a data folder. */
export function instancePath(directory: string): string {
  return join(directory, 'instance.json')
}

/**
 * Reads the instance file of a data folder.
 *
 * @returns null if there is none or it is no instance file
 * @throws NodeJS.ErrnoException if it cannot be read for another reason, such as EACCES
 */
export async function readInstance(directory: string): Promise<Instance | null> {
  try {
    const found = JSON.parse((await readRegular(instancePath(directory))).toString())
    return isInstance(found) ? found : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
}

function isInstance(found: unknown): found is Instance {
  if (typeof found !== 'object' || found === null) return false
  const { pid, socket } = found as Partial<Instance>
  return Number.isInteger(pid) && Number(pid) > 0 && typeof socket === 'string' && socket !== ''
}
