import { existsSync } from 'node:fs'
import { shellWord } from '../doctor/commands.ts'
import { ChatctlError } from '../errors/chatctl-error.ts'
import type { CommandOutput, Host } from '../host/host.ts'
import type { Scope } from './layout.ts'

export type Argv = readonly [string, ...string[]]

/** What does not answer by then has hung. */
const PATIENCE_MS = 20_000

/** A command line for the manager that runs the service. @example systemctl('user', 'stop', 'chatserver') */
export function systemctl(scope: Scope, ...words: readonly string[]): Argv {
  return ['systemctl', ...(scope === 'user' ? ['--user'] : []), ...words]
}

/** A command line as it is typed. */
export function typed(argv: readonly string[]): string {
  return argv.map(shellWord).join(' ')
}

/**
 * Runs a command that must work.
 *
 * @throws ChatctlError `service/command-failed` with what it said
 */
export async function mustRun(
  host: Host,
  argv: Argv,
  options: { readonly timeoutMs?: number; readonly signal?: AbortSignal } = {},
): Promise<CommandOutput> {
  const { timeoutMs = PATIENCE_MS, signal } = options
  const asked = await host.run(argv, { timeoutMs, ...(signal && { signal }) })
  if (!asked.seen) throw failed(argv, asked.detail)
  const { exitCode, stderr, stdout } = asked.value
  if (exitCode !== 0) throw failed(argv, lastLine(stderr) || lastLine(stdout) || `exit code ${exitCode}`)
  return asked.value
}

/**
 * Makes sure that there is a manager to talk to.
 *
 * @throws ChatctlError `service/no-systemd`, `service/no-user-manager`
 */
export async function needManager(host: Host, scope: Scope): Promise<void> {
  if (!isBooted()) throw new ChatctlError('service/no-systemd')
  if (scope === 'system') return
  const asked = await host.run(systemctl('user', 'show', '--property=Version'), { timeoutMs: 5000 })
  if (!asked.seen || asked.value.exitCode !== 0) {
    const detail = asked.seen ? lastLine(asked.value.stderr) : asked.detail
    throw new ChatctlError('service/no-user-manager', { detail })
  }
}

/** Whether systemd is the first process of this machine; sd_booted(3). */
export function isBooted(): boolean {
  return existsSync('/run/systemd/system')
}

function failed(argv: Argv, detail: string): ChatctlError {
  return new ChatctlError('service/command-failed', { command: typed(argv), detail })
}

const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? ''
