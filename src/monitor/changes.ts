import type { CheckId } from '../doctor/check-ids.ts'
import { duration } from '../messages/format.ts'
import { t } from '../messages/index.ts'
import type { AlertEvent } from './alert.ts'
import { isTurned } from './measured.ts'
import { isBad, type Seen, type SeenChecks } from './seen.ts'

/** What is remembered of a check between two looks. */
interface CheckMemory {
  readonly state: 'ok' | 'warn' | 'fail'
  /** Milliseconds since 1970: since when it is well, or is not. */
  readonly since: number
  /** The last trouble began then; 0 where there was none. */
  readonly began: number
  /** The last that was told of this trouble; null where nothing was. */
  readonly told: { readonly as: 'warn' | 'fail'; readonly at: number } | null
  /** When it changed in the last hour. */
  readonly changes: readonly number[]
  readonly flapping: boolean
  /** Since when it looks otherwise, and does not count yet. */
  readonly turning?: number | undefined
}

export type Memory = Readonly<Partial<Record<CheckId, CheckMemory>>>

const HOUR_MS = 3_600_000
/** Three times bad and well again within an hour. */
const FLAPS = 6
/** As long without a change ends it. */
const CALM_MS = HOUR_MS / 2

/**
 * What is to be told after a look, and what is to be remembered: a trouble when it begins, when it gets worse, again after every
 * `repeatMs`, and its end once. A check that comes and goes is told as such, and then only where it has settled.
 *
 * @param nowMs  time of the look
 */
export function changesAfter(
  memory: Memory,
  seen: SeenChecks,
  nowMs: number,
  repeatMs: number,
): { readonly memory: Memory; readonly events: readonly AlertEvent[] } {
  const events: AlertEvent[] = []
  const next: Partial<Record<CheckId, CheckMemory>> = { ...memory }
  for (const [check, look] of seen) {
    if (look.state === 'hold') continue
    const before: CheckMemory = memory[check] ?? {
      ...{ state: 'ok', since: nowMs, began: 0, told: null, changes: [], flapping: false },
    }
    const { now, event } = stepOf(check, moved(check, before, look.state, nowMs), look, nowMs, repeatMs)
    if (event !== null) events.push(event)
    const isCalm = now.state === 'ok' && now.turning === undefined
    if (isCalm && now.changes.length === 0 && !now.flapping) delete next[check]
    else next[check] = now
  }
  return { memory: next, events: events.toSorted((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity]) }
}

/** Who is woken reads the first line first. */
const GRAVITY: Readonly<Record<AlertEvent['severity'], number>> = { error: 0, warning: 1, info: 2 }

function moved(
  check: CheckId,
  { turning, ...before }: CheckMemory,
  state: 'ok' | 'warn' | 'fail',
  nowMs: number,
): CheckMemory {
  const changes = before.changes.filter((at) => at > nowMs - HOUR_MS)
  if (isBad(before.state) === isBad(state)) return { ...before, state, changes }
  const since = turning ?? nowMs
  if (!isTurned(check, turning ?? null, nowMs)) return { ...before, changes, turning: since }
  return {
    ...before,
    state,
    changes: [...changes, nowMs],
    since,
    ...(isBad(state) && { began: since }),
  }
}

function stepOf(
  check: CheckId,
  now: CheckMemory,
  look: Seen,
  nowMs: number,
  repeatMs: number,
): { now: CheckMemory; event: AlertEvent | null } {
  const event = (kind: AlertEvent['kind'], since: number, message = look.message): AlertEvent => ({
    kind,
    check,
    severity: kind === 'recovered' ? 'info' : now.state === 'fail' ? 'error' : 'warning',
    message,
    since: new Date(since).toISOString(),
    commands: kind === 'recovered' ? [] : look.commands,
  })
  if (now.flapping) {
    if ((now.changes.at(-1) ?? 0) > nowMs - CALM_MS) return { now, event: null }
    // What it did before has been told: only new changes count.
    return settled({ ...now, flapping: false, changes: [] }, nowMs, event)
  }
  if (now.changes.length >= FLAPS && now.told !== null) {
    const message = t('monitor.flaps', { count: Math.ceil(now.changes.length / 2), message: look.message })
    return {
      now: { ...now, flapping: true },
      event: event('flapping', now.changes[0] ?? nowMs, message.trim()),
    }
  }
  if (!isBad(now.state)) return settled(now, nowMs, event)
  if (look.explained && now.told === null) return { now, event: null }
  const told = { as: now.state, at: nowMs }
  if (now.told === null) return { now: { ...now, told }, event: event('problem', now.since) }
  if (now.told.as === 'warn' && now.state === 'fail')
    return { now: { ...now, told }, event: event('worse', now.since) }
  if (nowMs - now.told.at < repeatMs) return { now, event: null }
  return { now: { ...now, told: { ...told, as: now.told.as } }, event: event('still', now.since) }
}

/** Well again, or after much coming and going bad for good. */
function settled(
  now: CheckMemory,
  nowMs: number,
  event: (kind: AlertEvent['kind'], since: number, message?: string) => AlertEvent,
): { now: CheckMemory; event: AlertEvent | null } {
  if (isBad(now.state))
    return { now: { ...now, told: { as: now.state, at: nowMs } }, event: event('problem', now.since) }
  if (now.told === null) return { now, event: null }
  const message = t('monitor.wasWell', { time: duration((now.since - now.began) / 1000) })
  return { now: { ...now, told: null }, event: event('recovered', now.began, message) }
}
