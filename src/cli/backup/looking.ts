import type { Target } from '../../facts/target.ts'
import { findTarget } from '../../facts/target.ts'
import type { Host } from '../../host/host.ts'
import { liveHost } from '../../host/live-host.ts'

/** The flags of every backup command. */
export interface BackupFlags {
  readonly config?: string | undefined
  readonly unit: string
  readonly json: boolean
}

/** The server that is meant, on this machine. */
export async function lookForServer(
  { config, unit }: BackupFlags,
  signal: AbortSignal,
): Promise<{ readonly host: Host; readonly target: Target }> {
  const host = liveHost()
  return { host, target: await findTarget(host, { config, unit, signal }) }
}

/** Everything but results goes to standard error. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`)
}
