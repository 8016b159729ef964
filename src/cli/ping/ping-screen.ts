import chalk from 'chalk'
import { hopError } from '../../client/failure-ids.ts'
import type { Hop } from '../../client/hop.ts'
import type { Ping, PingedHop } from '../../client/ping.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { t } from '../../messages/index.ts'
import { addressText } from '../chat/server-address.ts'
import { escapeForTerminal } from '../escape.ts'
import { aboutSameServer } from '../same-server.ts'
import { columnsOf, padTo } from '../screens/columns.ts'

/** What a test of a server comes down to. */
export interface Verdict {
  /** Whether clients that use the name get in somewhere. */
  readonly isWell: boolean
  /** Why not, or why not everywhere, or not well. */
  readonly error: ChatctlError | null
}

const isGood = ({ outcome }: Hop) => outcome === 'ok' || outcome === 'slow'

export function verdictOf(ping: Ping): Verdict {
  const { host, lookUpError } = ping
  if (lookUpError !== null)
    return { isWell: false, error: new ChatctlError('client/unknown-host', { host, detail: lookUpError }) }
  const bad = ping.hops.find((hop) => !isGood(hop)) ?? ping.hops.find(({ outcome }) => outcome === 'slow')
  return { isWell: ping.hops.some(isGood), error: bad === undefined ? null : errorOf(bad) }
}

/** What `--json` prints. */
export function pingDocument(ping: Ping, { isWell, error }: Verdict) {
  return {
    schema: 'chatctl/ping/1',
    ok: isWell,
    ...ping,
    error: error && { id: error.id, message: error.message, fix: aboutSameServer(error.fix) },
  }
}

/** The steps at each address with their times, and one sentence. */
export function pingScreen(ping: Ping, verdict: Verdict): string {
  const labels = (['resolve', 'connect', 'welcome', 'echo'] as const).map((step) => t(`ping.${step}`))
  const width = Math.max(...labels.map(columnsOf)) + 2
  const row = (label: string, value: string) => `  ${chalk.dim(padTo(label, width))}${value}`
  const { resolveMs, lookUpError, hops } = ping
  const lookUp =
    lookUpError === null
      ? resolveMs !== null && t('ping.found', { count: hops.length, ms: shortMs(resolveMs) })
      : failedText(lookUpError)
  return [
    ...(lookUp === false ? [] : [chalk.bold(addressText(ping)), row(t('ping.resolve'), lookUp)]),
    ...hops.flatMap((hop) => [
      chalk.bold(addressText(hop)),
      ...stepsOf(hop).map(([step, value]) => row(t(`ping.${step}`), value)),
    ]),
    ...sentences(ping, verdict),
  ].join('\n')
}

type Step = NonNullable<Hop['step']>

/** The steps that were tried, the last of them perhaps in vain. */
function stepsOf(hop: PingedHop): [Step, string][] {
  const { connectMs, welcomeMs, rules, detail, step } = hop
  const steps: [Step, string][] = []
  if (connectMs !== null) steps.push(['connect', t('ping.ms', { ms: shortMs(connectMs) })])
  if (welcomeMs !== null)
    steps.push(['welcome', t('ping.rules', { ms: shortMs(welcomeMs), rules: rules ?? '?' })])
  if (step !== null) steps.push([step, failedText(detail)])
  else steps.push(['echo', echoText(hop)])
  return steps
}

function failedText(detail: string): string {
  return chalk.red(
    detail === '' ? t('ping.failed') : t('ping.failedBy', { detail: escapeForTerminal(detail) }),
  )
}

function echoText({ echoes }: PingedHop): string {
  const sorted = echoes.toSorted((a, b) => a - b)
  const [least] = sorted
  if (least === undefined) return t('ping.unknown')
  if (sorted.length === 1) return t('ping.ms', { ms: shortMs(least) })
  const median = sorted[sorted.length >> 1] ?? least
  const most = sorted.at(-1) ?? least
  const values = { least: shortMs(least), median: shortMs(median), most: shortMs(most), count: sorted.length }
  return t('ping.many', values)
}

function sentences({ hops }: Ping, { error, isWell }: Verdict): string[] {
  const good = hops.filter(isGood)
  const bad = hops.find((hop) => !isGood(hop))
  const list = (some: readonly Hop[]) => some.map(addressText).join(', ')
  if (error === null) {
    const key = good.some(({ echoMs }) => echoMs === null) ? 'ping.wellUnknown' : 'ping.well'
    return [chalk.green(t(key, { address: list(good) }))]
  }
  const what =
    isWell && bad !== undefined
      ? chalk.yellow(t('ping.partly', { good: list(good), bad: list([bad]), what: error.message }))
      : (isWell ? chalk.yellow : chalk.red)(error.message)
  return [
    `${what} ${chalk.dim(`[${error.id}]`)}`,
    t('ping.do', { fix: chalk.bold(aboutSameServer(error.fix)) }),
  ]
}

function errorOf(hop: Hop): ChatctlError | null {
  const id = hopError(hop)
  const ms = Math.round(Math.max(hop.connectMs ?? 0, hop.welcomeMs ?? 0, hop.echoMs ?? 0))
  return (
    id &&
    new ChatctlError(id, {
      address: addressText(hop),
      host: hop.host,
      detail: hop.detail,
      ms,
      why: hop.detail,
    })
  )
}

/** @example shortMs(0.1234) // '0.12' */
function shortMs(ms: number): string {
  return ms < 10 ? ms.toFixed(2) : ms < 100 ? ms.toFixed(1) : ms.toFixed(0)
}
