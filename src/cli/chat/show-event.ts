import type { ChalkInstance } from 'chalk'
import type { ClientEvent } from '../../client/chat-client.ts'
import { safeJson } from '../../logging/escape.ts'
import { bytes, clockTime } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { escapeForTerminal } from '../escape.ts'
import { lossWords } from './losses.ts'
import { NOTICE_KEYS } from './notices.ts'
import type { Offer } from './shelf.ts'

/** What a rendering needs to know beside the event. */
export interface Showing {
  readonly paint: ChalkInstance
  readonly now: Date
  readonly me: string
  /** Where we are, for the greeting. */
  readonly address: string
  /** The users before this event, null while none are known. */
  readonly users: readonly string[] | null
  /** What became of an offered file. */
  readonly offer?: Offer | undefined
}

/** Names that are written out in one line. */
const MOST_NAMES = 20
/** Characters of one text that are shown; servers allow a thousand if nothing else is configured. */
const MOST_CHARACTERS = 20_000

/** The lines that tell a person of an event; none where there is nothing to tell. */
export function showEvent(event: ClientEvent, showing: Showing): string[] {
  const { paint, me, offer } = showing
  const told = (text: string) => [stamped(showing, paint.dim(`* ${text}`))]
  switch (event.kind) {
    case 'welcome':
      return told(t('chat.welcome', { address: showing.address, name: shown(me), rules: event.rules }))
    case 'name':
      return told(t('chat.name', { name: shown(event.name) }))
    case 'notice':
      return [stamped(showing, paint.yellow(`* ${noticeWords(event)}`))]
    case 'announcement':
      return spoken(showing, paint.yellow.bold(t('chat.operator')), event.text)
    case 'text':
      return spoken(showing, paint.bold(nameText(event.from)), event.text)
    case 'private':
      return spoken(showing, paint.magenta.bold(privateHead(event, me)), event.text)
    case 'users':
      return changes(event.names, showing).flatMap(told)
    case 'file-offer':
      return told(t('chat.fileOffer', fileValues(event, offer)))
    case 'file-pushed':
      return told(t('chat.filePushed', { ...fileValues(event, offer), size: bytes(event.data.length) }))
    case 'reconnecting': {
      const { loss, attempt, of, waitMs } = event
      const seconds = (waitMs / 1000).toFixed(1)
      return told(t('chat.reconnecting', { why: lossWords(loss), seconds, attempt, of }))
    }
    case 'file':
    case 'canary':
    case 'end':
      return []
  }
}

/** The same for scripts: one line of JSON. The content of files is only counted. */
export function jsonLine(
  event: { readonly kind: string; readonly data?: Buffer; readonly [field: string]: unknown },
  now: Date,
): string {
  const { data, ...rest } = event
  return safeJson(JSON.stringify({ time: now.toISOString(), ...rest, ...(data && { bytes: data.length }) }))
}

/** The line of names, shortened where there are many. */
export function namesText(names: readonly string[]): string {
  const text = names.slice(0, MOST_NAMES).map(nameText).join(', ')
  return names.length > MOST_NAMES ? t('chat.more', { names: text, count: names.length - MOST_NAMES }) : text
}

export function nameText(name: string): string {
  return name === '' ? t('chat.unnamed') : shown(name)
}

function changes(names: readonly string[], { users, me }: Showing): string[] {
  if (users === null) return [t('chat.online', { count: names.length, names: namesText(names) })]
  const before = new Set(users)
  const now = new Set(names)
  const joined = names.filter((name) => !before.has(name) && name !== me)
  const left = users.filter((name) => !now.has(name) && name !== me)
  return [
    ...(joined.length > 0 ? [t('chat.joined', { names: namesText(joined) })] : []),
    ...(left.length > 0 ? [t('chat.left', { names: namesText(left) })] : []),
  ]
}

function noticeWords({ notice, values, text }: Extract<ClientEvent, { kind: 'notice' }>): string {
  const key = NOTICE_KEYS[notice]
  return key === undefined ? shown(text) : t(key, { a: shown(values[0] ?? ''), b: shown(values[1] ?? '') })
}

function privateHead({ from, to }: { from: string; to: string }, me: string): string {
  if (to === me) return t('chat.toYou', { from: nameText(from) })
  // Others' private texts are seen where a v6 server forwards those of newer clients to everybody.
  return from === me
    ? t('chat.fromYou', { to: nameText(to) })
    : t('chat.fromTo', { from: nameText(from), to: nameText(to) })
}

function fileValues({ from, name }: { from: string; name: string }, offer: Offer | undefined) {
  return { from: nameText(from), name: shown(name), number: offer?.number ?? 0 }
}

/** A text of several lines is indented, so that nobody can write a line that looks like somebody else's. */
function spoken(showing: Showing, who: string, text: string): string[] {
  const [first = '', ...rest] = clipped(text).split(/\r\n|\r|\n/)
  return [
    stamped(showing, `${who}: ${escapeForTerminal(first)}`),
    ...rest.map((line) => `    ${escapeForTerminal(line)}`),
  ]
}

function stamped({ paint, now }: Showing, text: string): string {
  return `${paint.dim(clockTime(now))} ${text}`
}

function shown(text: string): string {
  return escapeForTerminal(clipped(text))
}

function clipped(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text
  return text.slice(0, MOST_CHARACTERS) + t('chat.cut', { count: text.length - MOST_CHARACTERS })
}
