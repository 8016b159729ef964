import { setTimeout as delay } from 'node:timers/promises'
import type { HopOutcome } from '../client/hop.ts'
import { probe } from '../client/probe.ts'
import { loadConfig } from '../config/load.ts'
import { ChatctlError } from '../errors/chatctl-error.ts'
import { holderOfPort } from '../host/port-holder.ts'
import { SYSTEM_LAYOUT as LAYOUT } from '../service/layout.ts'

const PATIENCE_MS = 15_000
const HOP_MS = 3000
const PAUSE_MS = 100
/** A server that says why it does not let us in works. */
const ANSWERS: readonly HopOutcome[] = ['ok', 'slow', 'banned', 'full', 'rate', 'per-address', 'muted']

/**
 * Makes sure that the new server holds the port and talks.
 *
 * @throws ChatctlError `migrate/silent`
 */
export async function newServerAnswers(pid: number): Promise<void> {
  const { config } = await loadConfig({ explicit: LAYOUT.config, env: {}, cwd: LAYOUT.base })
  if (config === undefined || config.server.port === 0) return
  const { host, port } = config.server
  const detail = await whySilent(host, port, PATIENCE_MS)
  if (detail !== null) throw new ChatctlError('migrate/silent', { port, detail })
  const holder = await holderOfPort(port)
  if (holder !== undefined && holder.pid !== pid)
    throw new ChatctlError('migrate/silent', { port, detail: `${holder.pid} ${holder.command}` })
}

/**
 * Waits until a chat server answers at an address, the old one too.
 *
 * @returns null as soon as it does, else what the last look came to
 */
export async function whySilent(host: string, port: number, patienceMs: number): Promise<string | null> {
  const address = host === '0.0.0.0' || host === '' ? '127.0.0.1' : host === '::' ? '::1' : host
  const now = () => performance.now()
  const deadline = now() + patienceMs
  for (;;) {
    const { outcome, detail } = await probe(address, port, { timeoutMs: HOP_MS, now })
    if (ANSWERS.includes(outcome)) return null
    if (now() > deadline) return detail === '' ? outcome : `${outcome}: ${detail}`
    await delay(PAUSE_MS)
  }
}
