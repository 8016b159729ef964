import type { Host } from '../host/host.ts'
import { mustRun } from '../service/systemctl.ts'
import { isAlive } from '../store/process-start.ts'
import { findProcesses } from './find-processes.ts'
import type { OldProcess } from './original.ts'

/** Name of the unit that runs what was started by hand; it is gone after a boot, as that would be. */
const UNIT = 'chatserver-python'

/**
 * Starts an original server that ran without a unit, as the user that it ran as. Its standard input stays open: at its end the
 * original of version 9 fills its log with errors (WIRE 15).
 *
 * @returns the name of what runs it now
 */
export async function startByHand(host: Host, old: OldProcess): Promise<string> {
  if (isAlive(old.pid, old.start) || findProcesses(old.folder, []).length > 0) return old.argv.join(' ')
  await host.run(['systemctl', 'reset-failed', `${UNIT}.service`], { timeoutMs: 10_000 })
  await mustRun(host, [
    'systemd-run',
    `--unit=${UNIT}`,
    '--collect',
    `--uid=${old.uid}`,
    `--gid=${old.gid}`,
    `--working-directory=${old.folder}`,
    '/bin/sh',
    '-c',
    'sleep infinity | "$@"',
    'sh',
    ...old.argv,
  ])
  return `${UNIT}.service`
}
