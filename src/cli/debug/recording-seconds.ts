import { ChatctlError } from '../../errors/chatctl-error.ts'
import { parseDuration } from '../../sanctions/expiry.ts'

const MOST_SECONDS = 600

/**
 * How long to record, as it is typed: `10s`, `2m`.
 *
 * @throws ChatctlError `sanctions/bad-duration`, `debug/too-long`
 */
export function recordingSeconds(text: string): number {
  const seconds = parseDuration(text)
  if (seconds > MOST_SECONDS) throw new ChatctlError('debug/too-long', { text, most: MOST_SECONDS / 60 })
  return seconds
}
