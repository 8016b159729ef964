import { ChatctlError } from '../errors/chatctl-error.ts'

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const
/** About a century: what is longer is meant for good, and stays a valid date. */
const LONGEST = 100 * 366 * SECONDS.d

/**
 * The lifetime of a sanction as an operator types it: a whole number and its unit, or several of them.
 *
 * @example parseDuration('2h') // 7200
 * @example parseDuration('1d12h') // 129600
 * @returns seconds, more than 0
 * @throws ChatctlError sanctions/bad-duration
 */
export function parseDuration(text: string): number {
  const wanted = text.trim().toLowerCase()
  let seconds = 0
  if (/^(?:\d+[smhdw])+$/.test(wanted)) {
    for (const [, count, unit] of wanted.matchAll(/(\d+)([smhdw])/g)) {
      seconds += Number(count) * SECONDS[unit as keyof typeof SECONDS]
    }
  }
  if (seconds > 0 && seconds <= LONGEST) return seconds
  throw new ChatctlError('sanctions/bad-duration', { text })
}
