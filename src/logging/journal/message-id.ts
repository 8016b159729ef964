import { createHash } from 'node:crypto'

/**
 * The MESSAGE_ID under which the journal and its catalogue know an event or an error of ours: 32 hexadecimal digits, made
 * of the permanent id, so that it is as permanent. Marked as a name-based UUID, so that it is no other program's.
 */
export function messageIdOf(kind: 'event' | 'error' | 'alert', id: string): string {
  const digest = createHash('sha256').update(`chatctl ${kind} ${id}`).digest('hex')
  return `${digest.slice(0, 12)}8${digest.slice(13, 16)}8${digest.slice(17, 32)}`
}
