import chalk from 'chalk'
import { count } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import type { LatencySummary } from '../../stress/latencies.ts'
import type { BenchPlan } from '../../stress/plan.ts'
import type { BenchResult } from '../../stress/run-bench.ts'
import type { Trouble, TroubleKind } from '../../stress/troubles.ts'
import { addressText } from '../chat/server-address.ts'
import { escapeForTerminal } from '../escape.ts'
import { wrap } from '../screens/columns.ts'
import { type Labelled, labelled } from '../screens/table.ts'

/** Above this share of its time this process is the narrow place, and not the server. */
const BUSY = 0.85
/** Sending later than this makes the latencies ours. */
const LATE_MS = 20

/** Messages a second of one client that a chatctl server takes if nothing else is configured; loopback is exempt. */
const SLOWED_RATE = 20
const LOOPBACK = /^(?:127\.|::1$|localhost$)/

const COLUMNS = 80

/** Whether everything that was said was heard, once and in order, by all clients that were asked for. */
export function isFlawless(plan: BenchPlan, { troubles, entered, sent }: BenchResult): boolean {
  return troubles.length === 0 && entered === plan.clients && sent > 0
}

/** What `--json` prints. */
export function benchDocument(plan: BenchPlan, result: BenchResult) {
  const { address, durationMs, timeoutMs, ...wanted } = plan
  return {
    schema: 'chatctl/bench/1',
    ok: isFlawless(plan, result) && !result.interrupted,
    host: address.host,
    port: address.port,
    tls: address.tls !== undefined,
    plan: {
      ...wanted,
      durationSeconds: durationMs === null ? null : durationMs / 1000,
      timeoutSeconds: timeoutMs / 1000,
    },
    ...result,
    notes: notesOf(plan, result),
  }
}

/** The figures, what went wrong by kind, and in words what they were a measure of. */
export function benchScreen(plan: BenchPlan, result: BenchResult): string {
  const address = addressText(plan.address)
  const head = t('bench.head', { address, rules: result.rules })
  const troubles = result.troubles.map((trouble) => troubleLine(trouble))
  const notes = notesOf(plan, result).flatMap((note) => wrap(note, COLUMNS))
  const isWell = isFlawless(plan, result)
  return [
    chalk.bold(result.interrupted ? `${head} ${t('bench.interrupted')}` : head),
    labelled(figures(plan, result)),
    ...(troubles.length === 0 ? [] : [chalk.bold(t('bench.troubles')), ...troubles]),
    ...notes.map((line) => chalk.yellow(line)),
    ...(isWell && !result.interrupted ? [chalk.green(t('bench.well'))] : []),
  ].join('\n')
}

function figures(plan: BenchPlan, result: BenchResult): Labelled[] {
  const { entered, stayed, sent, heard, heardPerSecond, seconds, rampSeconds, latencyMs, underWay } = result
  const clients = t('bench.clients', {
    entered,
    wanted: plan.clients,
    seconds: rampSeconds.toFixed(2),
    left: entered - stayed,
  })
  const said = t(plan.rate > 0 ? 'bench.said' : 'bench.saidInTurn', {
    sent: count(sent),
    size: plan.size,
    seconds: seconds.toFixed(1),
    rate: plan.rate,
  })
  return [
    { label: t('bench.labelClients'), text: clients, alarm: stayed < plan.clients },
    { label: t('bench.labelSaid'), text: said },
    {
      label: t('bench.labelHeard'),
      text: t('bench.heard', { heard: count(heard), rate: count(Math.round(heardPerSecond)) }),
    },
    ...(underWay > 0
      ? [{ label: t('bench.labelUnderWay'), text: t('bench.underWay', { count: count(underWay) }) }]
      : []),
    {
      label: t('bench.labelLatency'),
      text: latencyMs === null ? t('bench.noLatency') : latencyText(latencyMs),
    },
  ]
}

function latencyText({ p50, p90, p99, p999, max }: LatencySummary): string {
  return t('bench.latency', {
    p50: ms(p50),
    p90: ms(p90),
    p99: ms(p99),
    p999: ms(p999),
    max: ms(max),
  })
}

function troubleLine({ kind, count: found, detail }: Trouble): string {
  const number = count(found).padStart(9)
  const more = detail === '' ? '' : chalk.dim(` (${escapeForTerminal(detail)})`)
  return `${chalk.red(number)}  ${t(`bench.kind.${kind}`)}${more}`
}

/** Rules of the server that a test meets before it meets the end of its strength. */
const RULES: readonly TroubleKind[] = [
  'full',
  'per-address',
  'rate',
  'flood',
  'banned',
  'banned-now',
  'kicked',
  'muted',
  'cut',
  'changed',
]
/** What is no rule, and still has one reason and one thing to do. */
const CAUSES: readonly TroubleKind[] = [
  'no-descriptors',
  'stalled',
  'heartbeat-timeout',
  'shutdown',
  'reset',
  'closed',
  'lost',
]

/** Sentences on what was measured besides the server's strength. */
function notesOf(plan: BenchPlan, result: BenchResult): string[] {
  const { troubles, entered, generator, rules } = result
  const has = (kind: TroubleKind) => troubles.some((trouble) => trouble.kind === kind)
  const notes = [...RULES, ...CAUSES]
    .filter(has)
    .map((kind) => t(`bench.why.${kind as Explained}`, { entered }))
  if (entered < 2) notes.unshift(t('bench.alone'))
  if (generator.busy > BUSY) notes.push(t('bench.busy', { percent: Math.round(generator.busy * 100) }))
  else if ((generator.lateMs?.p99 ?? 0) > LATE_MS)
    notes.push(t('bench.late', { ms: ms(generator.lateMs?.p99 ?? 0) }))
  const rate = result.seconds > 0 && entered > 0 ? result.sent / result.seconds / entered : 0
  if (rate > SLOWED_RATE && !LOOPBACK.test(plan.address.host))
    notes.push(t('bench.slowed', { rate: Math.round(rate) }))
  if (plan.rate === 0) notes.push(t('bench.inTurn'))
  if (rules === 'v6' && has('changed')) notes.push(t('bench.others'))
  return notes
}

type Explained = keyof typeof import('../../messages/en/bench.ts')['bench']['why']

/** @example ms(0.1234) // '0.12' */
function ms(value: number): string {
  return value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0)
}
