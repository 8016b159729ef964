import { randomBytes } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import type { Rules } from '../client/session-events.ts'
import type { LatencySummary } from './latencies.ts'
import type { NotIn } from './load-client.ts'
import { Marks } from './mark.ts'
import type { BenchPlan } from './plan.ts'
import { rampUp } from './ramp-up.ts'
import { Talk } from './talk.ts'
import { type Trouble, Troubles } from './troubles.ts'

/** How far a test is. */
export type BenchProgress =
  | { readonly step: 'entering'; readonly entered: number; readonly failed: number; readonly of: number }
  | {
      readonly step: 'talking'
      readonly sent: number
      readonly heard: number
      readonly perSecond: number
      readonly troubles: number
    }

/** What a stress test has measured. */
export interface BenchResult {
  readonly rules: Rules
  /** Clients that got in; those that still were at the end. */
  readonly entered: number
  readonly stayed: number
  readonly rampSeconds: number
  /** From the first message until the last was heard. */
  readonly seconds: number
  readonly sent: number
  /** Different messages heard, over all clients. */
  readonly heard: number
  /** Deliveries that were still under way when the test was interrupted. */
  readonly underWay: number
  readonly heardPerSecond: number
  /** From when a message should have been sent until a client heard it; lost ones are in no percentile. */
  readonly latencyMs: LatencySummary | null
  readonly troubles: readonly Trouble[]
  /** This process: the share of the time that it was busy, and how late it sent. */
  readonly generator: { readonly busy: number; readonly lateMs: LatencySummary | null }
  readonly interrupted: boolean
}

export interface BenchOptions {
  readonly signal: AbortSignal
  readonly now: () => number
  readonly onProgress: (progress: BenchProgress) => void
  /** The first client is connected, and has not been greeted for a while; told with the limit of the plan. */
  readonly onUngreeted: (limitMs: number) => void
  /**
   * Asked with the first client in, before anything is said.
   *
   * @param others  names of those who are in the room already; null where the rules do not tell
   */
  readonly onRoom: (others: readonly string[] | null) => Promise<void>
}

const PROGRESS_MS = 250
/** The lists that the entries have caused are read before anything is measured. */
const SETTLE_MS = 200

/**
 * Fills a room, talks, and counts what arrives. Whatever is opened is closed again.
 *
 * @returns the figures; or why the first client did not get in
 * @throws what `onRoom` throws; the signal's reason if that was aborted before anything was said
 */
export async function runBench(plan: BenchPlan, options: BenchOptions): Promise<BenchResult | NotIn> {
  const { signal, now, onProgress, onUngreeted, onRoom } = options
  const run = randomBytes(4).toString('hex')
  const marks = new Marks(run)
  const troubles = new Troubles()
  const talk = new Talk({ plan, marks, troubles, now })
  const start = now()
  const nameOf = (at: number) => `bench-${at + 1}`
  const room = await rampUp({
    clients: plan.clients,
    nameOf,
    troubles,
    client: {
      address: plan.address,
      timeoutMs: plan.timeoutMs,
      signal,
      onBody: (client, body) => talk.hear(client, body),
      onMuted: (client) => talk.refuse(client),
      onEnd(client, kind, detail) {
        troubles.add(kind, detail)
        talk.miss(client)
      },
    },
    onEntered: (entered, failed) => onProgress({ step: 'entering', entered, failed, of: plan.clients }),
    onUngreeted,
    onFirst: (first) => onRoom(first.names?.filter((name) => !isOurs(name)) ?? null),
  })
  if (!Array.isArray(room)) return room
  const rampMs = now() - start
  const report = () =>
    onProgress({
      step: 'talking',
      sent: talk.sent,
      heard: talk.heard,
      perSecond: perSecond(talk.heard, now() - talk.startedAt),
      troubles: troubles.total,
    })
  try {
    await delay(SETTLE_MS, undefined, { signal }).catch(() => {})
    const present = room.filter(({ isIn }) => isIn)
    const usedBefore = performance.eventLoopUtilization()
    const timer = setInterval(report, PROGRESS_MS)
    await talk.run(present, signal).finally(() => clearInterval(timer))
    const busy = performance.eventLoopUtilization(usedBefore).utilization
    const stayed = talk.stayed
    const { outstanding } = talk
    if (!signal.aborted) troubles.add('lost', '', outstanding)
    const spentMs = talk.lastHeardAt - talk.startedAt
    return {
      rules: room[0]?.rules ?? 'v9',
      entered: room.length,
      stayed,
      rampSeconds: rampMs / 1000,
      seconds: spentMs / 1000,
      sent: talk.sent,
      heard: talk.heard,
      underWay: signal.aborted ? outstanding : 0,
      heardPerSecond: perSecond(talk.heard, spentMs),
      latencyMs: talk.latencies.summary(),
      troubles: troubles.list(),
      generator: { busy, lateMs: talk.lateness.summary() },
      interrupted: signal.aborted,
    }
  } finally {
    await Promise.all(room.map((client) => client.leave()))
  }
}

const perSecond = (count: number, ms: number) => (ms > 0 ? (count * 1000) / ms : 0)

/** The first client's name, as it said it or as the server changed it because an earlier test is not over. */
const isOurs = (name: string) => /^bench-1(?:_\d+)?$/.test(name)
