import type { Host } from '../../host/host.ts'
import { runWithAlert } from './program.ts'
import { type Channel, postponed, type Queue, type Queued } from './queue.ts'
import { postAlert, type Webhook } from './webhook.ts'

/** How alerts leave. */
export interface Channels {
  readonly exec: readonly [string, ...string[]] | null
  readonly webhook: Webhook | null
}

/** How alerts are tried. */
interface DeliveryOptions {
  readonly signal: AbortSignal
  /** Pause after the first failure, in ms. */
  readonly firstMs?: number
  /** How long a webhook may take, in ms. */
  readonly limitMs?: number
}

/** What came of one attempt. */
export interface Attempt {
  readonly channel: Channel
  /** null when it arrived */
  readonly problem: string | null
  readonly attempts: number
}

/**
 * Tries what is due, in order. After a failure the rest of that channel waits too, so that nothing arrives before what came
 * earlier, and a receiver that hangs costs one time limit.
 */
export async function deliverDue(
  host: Host,
  queue: Queue,
  channels: Channels,
  options: DeliveryOptions,
): Promise<{ readonly queue: Queue; readonly attempts: readonly Attempt[] }> {
  const blocked = new Set<Channel>()
  const attempts: Attempt[] = []
  const left: Queued[] = []
  let { dropped } = queue
  for (const item of queue.items) {
    const { channel } = item
    // A channel that is no longer asked for takes its alerts with it.
    if (channels[channel] === null) continue
    if (blocked.has(channel) || item.dueAt > host.now() || options.signal.aborted) {
      blocked.add(channel)
      left.push(item)
      continue
    }
    const problem = await attempt(host, item, dropped, channels, options)
    if (options.signal.aborted && problem !== null) {
      left.push(item)
      continue
    }
    attempts.push({ channel, problem, attempts: item.attempts + 1 })
    if (problem === null) {
      dropped = 0
      continue
    }
    blocked.add(channel)
    left.push(postponed(item, host.now(), options.firstMs))
  }
  return { queue: { items: left, dropped }, attempts }
}

async function attempt(
  host: Host,
  { channel, alert }: Queued,
  dropped: number,
  { exec, webhook }: Channels,
  { signal, limitMs }: DeliveryOptions,
): Promise<string | null> {
  const told = { ...alert, dropped }
  if (channel === 'exec') return exec === null ? null : await runWithAlert(host, exec, told, signal)
  return webhook === null ? null : await postAlert(webhook, told, host.now(), { signal, limitMs })
}
