import { EVERYONE, OPERATOR } from '../../protocol/texts.ts'

const SAYS = ' >> '
const TO = ' -> '
const FILE = '[文件] '

/** A chat record, its event and what can be known of who said what. */
interface ChatLine {
  readonly event: 'chat/text' | 'chat/say' | 'chat/file'
  readonly fields: Readonly<Record<string, string>>
}

/**
 * Takes `NAME -> TARGET >> TEXT` or `NAME >> TEXT` apart. Names and targets may contain both arrows, so this is the
 * likeliest reading, not a proof: a text to everybody shows where the name ends.
 */
export function readChat(message: string): ChatLine {
  const says = message.indexOf(SAYS)
  const before = message.slice(0, says)
  if (!before.includes(TO)) {
    const rest = message.slice(says + SAYS.length)
    if (before === OPERATOR) return { event: 'chat/say', fields: { text: rest } }
    if (rest.startsWith(FILE)) {
      return { event: 'chat/file', fields: { user: before, file: rest.slice(FILE.length) } }
    }
    return { event: 'chat/text', fields: { user: before, text: rest } }
  }
  const toAll = message.indexOf(`${TO}${EVERYONE}${SAYS}`)
  const arrow = toAll >= 0 ? toAll : before.indexOf(TO)
  const user = message.slice(0, arrow)
  const end = message.indexOf(SAYS, arrow + TO.length)
  const fields = { target: message.slice(arrow + TO.length, end), text: message.slice(end + SAYS.length) }
  return user === OPERATOR
    ? { event: 'chat/say', fields }
    : { event: 'chat/text', fields: { user, ...fields } }
}
