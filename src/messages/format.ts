import { t } from './index.ts'

/** @example bytes(1536) // '1.5 KiB' */
export function bytes(count: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  let size = count
  let unit = 0
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024
    unit++
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit]}`
}

/** @example count(1234567) // '1,234,567' */
export function count(number: number): string {
  return number.toLocaleString('en-US')
}

/** The largest units of a time span, two if not told otherwise. @example duration(93_784) // '1 d 2 h' */
export function duration(seconds: number, units: 1 | 2 = 2): string {
  const whole = Math.max(0, Math.floor(seconds))
  const parts = [
    [Math.floor(whole / 86_400), t('commands.unit.day')],
    [Math.floor(whole / 3600) % 24, t('commands.unit.hour')],
    [Math.floor(whole / 60) % 60, t('commands.unit.minute')],
    [whole % 60, t('commands.unit.second')],
  ] as const
  const first = parts.findIndex(([amount]) => amount > 0)
  const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + units)
  return shown
    .filter(([amount], at) => at === 0 || amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ')
}

const two = (part: number) => String(part).padStart(2, '0')

/** `HH:MM:SS` of this machine's time zone. */
export function clockTime(date: Date): string {
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

/** `MM-DD HH:MM` of this machine's time zone, for what is older than a day but not than a year. */
export function dayOfYearAndTime(date: Date): string {
  return `${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`
}

const UTC_TIME = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g

/** A sentence with its times in UTC shown as {@link dayAndTime} does. */
export function withLocalTimes(text: string): string {
  return text.replaceAll(UTC_TIME, dayAndTime)
}

/** `YYYY-MM-DD HH:MM` of this machine's time zone, from ISO 8601; what is no date comes back as it is. */
export function dayAndTime(iso: string): string {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return iso
  return `${date.getFullYear()}-${dayOfYearAndTime(date)}`
}
