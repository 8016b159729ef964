import type { ChatEvent } from '../../control/methods.ts'
import { clockTime } from '../../messages/format.ts'
import { EVERYONE, OPERATOR } from '../../protocol/texts.ts'
import { escapeForTerminal } from '../escape.ts'

const SPOKEN = new Set(['chat/text', 'chat/file', 'chat/say'])
const TAGGED = /^\[[^\]]+\] /

/**
 * The line that the original's console showed for an event: `[HH:MM:SS] [TAG] …` or `HH:MM:SS NAME >> TEXT` (WIRE 11).
 *
 * @param rules  whose console it is
 * @returns null for what it did not show
 */
export function liveLine(event: ChatEvent, rules: 'v9' | 'v6'): string | null {
  const time = clockTime(new Date(event.time))
  const message = escapeForTerminal(event.message)
  if (event.event === 'chat/file' && rules === 'v6') return `${time} ${message} 📁`
  if (SPOKEN.has(event.event)) return `${time} ${withoutEveryone(message, event)}`
  return TAGGED.test(message) ? `[${time}] ${message}` : null
}

/** Only private texts name their receiver. */
function withoutEveryone(message: string, { event, user = '' }: ChatEvent): string {
  const sender = event === 'chat/say' ? OPERATOR : escapeForTerminal(user)
  const head = `${sender} -> ${EVERYONE} >> `
  return message.startsWith(head) ? `${sender} >> ${message.slice(head.length)}` : message
}
