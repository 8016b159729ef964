import { TEXTS } from '../protocol/texts.ts'

/** What a text of the system means (protocol clause 6). */
export type NoticeId =
  | 'greeting'
  | 'banned'
  | 'full'
  | 'rate'
  | 'per-address'
  | 'muted'
  | 'kicked'
  | 'banned-now'
  | 'heartbeat-timeout'
  | 'shutdown'
  | 'global-mute-on'
  | 'global-mute-off'
  | 'renamed-you'
  | 'renamed'
  | 'name-refused'
  | 'name-taken'
  | 'offline'
  | 'delivery-failed'
  | 'file-name'
  | 'file-type'
  | 'file-size'
  | 'file-format'
  | 'file-failed'
  | 'file-not-saved'
  | 'file-saved'
  | 'file-unknown'
  | 'file-unreadable'
  | 'message-limit'
  | 'other'

/** A text of the system, understood: which one it is, and what was filled into it, in its order. */
export interface Notice {
  readonly is: NoticeId
  readonly values: readonly string[]
}

const FIXED: ReadonlyMap<string, NoticeId> = new Map([
  [TEXTS.welcome, 'greeting'],
  [TEXTS.banned, 'banned'],
  [TEXTS.full, 'full'],
  [TEXTS.tooFrequent, 'rate'],
  [TEXTS.muted, 'muted'],
  [TEXTS.kicked, 'kicked'],
  [TEXTS.bannedNow, 'banned-now'],
  [TEXTS.heartbeatTimeout, 'heartbeat-timeout'],
  [TEXTS.shutdown, 'shutdown'],
  [TEXTS.globalMuteOn, 'global-mute-on'],
  [TEXTS.globalMuteOff, 'global-mute-off'],
  [TEXTS.deliveryFailed, 'delivery-failed'],
  [TEXTS.fileName, 'file-name'],
  [TEXTS.fileFormat, 'file-format'],
  [TEXTS.fileFailed, 'file-failed'],
  [TEXTS.fileNotSaved, 'file-not-saved'],
  [TEXTS.fileUnknown, 'file-unknown'],
  [TEXTS.fileUnreadable, 'file-unreadable'],
])

/** Stands in a template for what the server fills in; no text of the system has it. */
const HOLE = '\0'

const FILLED: readonly (readonly [RegExp, NoticeId])[] = [
  // The limit is a number, so the hole is its digit.
  [pattern(TEXTS.perAddress(0).replace('0', HOLE)), 'per-address'],
  [pattern(TEXTS.messageLimit(0).replace('0', HOLE)), 'message-limit'],
  [pattern(TEXTS.renamedYou(HOLE)), 'renamed-you'],
  [pattern(TEXTS.renamed(HOLE, HOLE)), 'renamed'],
  [pattern(TEXTS.nameRefused(HOLE)), 'name-refused'],
  [pattern(TEXTS.nameTaken(HOLE, HOLE)), 'name-taken'],
  [pattern(TEXTS.offline(HOLE)), 'offline'],
  [pattern(TEXTS.fileType([HOLE])), 'file-type'],
  [pattern(TEXTS.fileSize(HOLE)), 'file-size'],
  [pattern(TEXTS.fileSaved(HOLE, HOLE)), 'file-saved'],
]

/**
 * Recognises a text that was sent by the system.
 *
 * @example readNotice('系统强制改名为: Bob') // { is: 'renamed-you', values: ['Bob'] }
 */
export function readNotice(text: string): Notice {
  const fixed = FIXED.get(text)
  if (fixed !== undefined) return { is: fixed, values: [] }
  for (const [regex, is] of FILLED) {
    const match = regex.exec(text)
    if (match) return { is, values: match.slice(1) }
  }
  return { is: 'other', values: [] }
}

function pattern(template: string): RegExp {
  const parts = template.split(HOLE).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('(.*)')}$`, 's')
}
