import type { CheckId } from '../doctor/check-ids.ts'

/**
 * Checks of what is measured against a limit: near it the value is now above and now below, which is no news. Their averages are
 * of a minute, so a turn that is still there after a minute is one.
 */
const MEASURED: ReadonlySet<CheckId> = new Set<CheckId>([
  'host/load-high',
  'host/io-wait',
  'service/cpu-busy',
  'service/event-loop-slow',
  'network/canary-slow',
])

const LASTS_MS = 60_000

/**
 * Whether a turn from bad to well or back counts, which was first seen at a time and has been seen ever since.
 *
 * @param firstMs  null at the first look that sees it
 */
export function isTurned(check: CheckId, firstMs: number | null, nowMs: number): boolean {
  return !MEASURED.has(check) || (firstMs !== null && nowMs - firstMs >= LASTS_MS)
}
