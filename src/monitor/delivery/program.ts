import type { Host } from '../../host/host.ts'
import type { Alert } from '../alert.ts'

const LIMIT_MS = 30_000

/**
 * Runs a program with an alert on its standard input, without a shell.
 *
 * @returns null when it succeeded, else what was wrong
 */
export async function runWithAlert(
  host: Host,
  argv: readonly [string, ...string[]],
  alert: Alert,
  signal: AbortSignal,
): Promise<string | null> {
  const ran = await host.run(argv, { timeoutMs: LIMIT_MS, signal, input: `${JSON.stringify(alert)}\n` })
  if (!ran.seen) return ran.detail
  if (ran.value.exitCode === 0) return null
  const said = ran.value.stderr.trim().split('\n')[0] ?? ''
  return `exit code ${ran.value.exitCode}${said === '' ? '' : `: ${said.slice(0, 200)}`}`
}
