const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }
const AGO =
  /^(\d+)\s*(s|sec|secs|seconds?|秒|m|min|mins|minutes?|分钟|分|h|hours?|小时|d|days?|天|w|weeks?|周)\s*(?:ago|前)?$/
const CHINESE: Readonly<Record<string, string>> = { 秒: 's', 分: 'm', 小: 'h', 天: 'd', 周: 'w' }
const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/

/**
 * A point in time as people type it, in this machine's time zone where none is named: `today`, `yesterday`, `now`,
 * `10 min ago`, `2h`, `09:30`, `2026-11-23`, `2026-11-23 09:30`, ISO 8601.
 *
 * @param now milliseconds since 1970
 * @returns milliseconds since 1970; undefined for anything else
 */
export function parseMoment(text: string, now: number): number | undefined {
  const wanted = text.trim().toLowerCase()
  if (wanted === 'now' || wanted === '现在') return now
  if (wanted === 'today' || wanted === '今天') return midnight(now, 0)
  if (wanted === 'yesterday' || wanted === '昨天') return midnight(now, -1)
  const ago = AGO.exec(wanted)
  if (ago !== null) {
    const unit = ago[2]?.[0] ?? ''
    return now - Number(ago[1]) * (UNITS[CHINESE[unit] ?? unit] ?? 0) * 1000
  }
  const clock = CLOCK.exec(wanted)
  if (clock !== null) {
    const today = new Date(now)
    return local(today.getFullYear(), today.getMonth() + 1, today.getDate(), clock.slice(1))
  }
  const date = DATE.exec(wanted.toUpperCase())
  if (date !== null) return local(Number(date[1]), Number(date[2]), Number(date[3]), date.slice(4))
  if (!/^\d{4}-\d\d-\d\dt\d\d:\d\d/.test(wanted)) return undefined
  const zoned = Date.parse(wanted.toUpperCase())
  return Number.isNaN(zoned) ? undefined : zoned
}

function midnight(now: number, days: number): number {
  const date = new Date(now)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime()
}

/** Undefined for a day or a time of day that there is not: the 31st of April, 25 o'clock. */
function local(
  year: number,
  month: number,
  day: number,
  time: readonly (string | undefined)[],
): number | undefined {
  const [hours, minutes, seconds] = [0, 1, 2].map((index) => Number(time[index] ?? 0)) as [
    number,
    number,
    number,
  ]
  const date = new Date(year, month - 1, day, hours, minutes, seconds)
  const isThere =
    date.getMonth() === month - 1 && date.getDate() === day && hours < 24 && minutes < 60 && seconds < 61
  return isThere ? date.getTime() : undefined
}
