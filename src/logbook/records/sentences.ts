import type { LogEvent } from '../../logging/events/event.ts'
import { LOG_EVENTS } from '../../logging/events.ts'
import type { LogFields } from '../../logging/fields.ts'
import type { LogLevel } from '../../logging/level.ts'
import { inLocale } from '../../messages/both.ts'
import type { Locale } from '../../messages/index.ts'
import { readChat } from './read-chat.ts'

/** What the words of a text line say. */
export interface Said {
  readonly event: string | null
  readonly fields: Readonly<Record<string, string>>
  /** Whether all of it was fixed words, addresses and numbers, so that no client had a say in it. */
  readonly closed: boolean
}

interface Sentence {
  readonly event: string | null
  readonly level: LogLevel
  /** Its fixed words up to the first field. */
  readonly start: string
  readonly pattern: RegExp
  readonly names: readonly string[]
  readonly closed: boolean
}

/** What may stand for a field; all others may be anything. */
const SHAPES: Record<string, string> = {
  ip: '[0-9a-fA-F.:]{2,45}',
  count: '\\d+',
  bytes: '\\d+',
  ms: '\\d+',
  port: '\\d+',
}
const FIELD_NAMES = [
  ...['ip', 'user', 'file', 'bytes', 'reason', 'error', 'by', 'count', 'address', 'from', 'to'],
  ...['path', 'keys', 'signal', 'ms', 'host', 'port'],
] as const
/** Events whose words are a name and a text: {@link readChat} knows them. */
const CHAT = new Set(['chat/text', 'chat/say', 'chat/file'])

/** What only the original servers say (WIRE.md section 14), where it means an event of ours or shows an address. */
const ORIGINALS: readonly (readonly [string | null, LogLevel, string])[] = [
  // One broken packet makes two records in v6; the first is the event.
  ['protocol/bad-packet', 'ERROR', '[错误] <ip> 异常: <error>'],
  [null, 'ERROR', '处理客户端 <ip> 时发生异常: <error>'],
  ['chat/send-failed', 'ERROR', '[连接错误] <ip> 连接中断: <error>'],
  [null, 'ERROR', '客户端 <ip> 连接错误: <error>'],
  ['chat/send-failed', 'WARNING', '向 <ip> 发送消息失败: 连接错误 - <error>'],
  ['chat/send-failed', 'ERROR', '向 <ip> 发送消息时发生异常: <error>'],
  ['chat/close-failed', 'ERROR', '关闭超时连接时出错: <error>'],
  ['chat/close-failed', 'ERROR', '关闭客户端连接时出错: <error>'],
  ['door/refuse-failed', 'ERROR', '拦截黑名单IP时出错: <error>'],
]

const mark = (name: string) => `⟨${name}⟩`
const literally = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** Every field as a mark, so that the words of an event show where it stands. */
function marks(list: 'ban' | 'mute', withReason: boolean): LogFields {
  const names = FIELD_NAMES.filter((name) => withReason || name !== 'reason')
  return { ...Object.fromEntries(names.map((name) => [name, mark(name)])), list } as LogFields
}

function sentenceOf(event: string | null, level: LogLevel, words: string): Sentence | undefined {
  const names: string[] = []
  const parts = words.split(/⟨(\w+)⟩/)
  if (parts.every((part, index) => index % 2 === 1 || part === '')) return undefined
  const pattern = parts.map((part, index) => {
    if (index % 2 === 0) return literally(part)
    names.push(part)
    return `(${SHAPES[part] ?? '[^]*'})`
  })
  const closed = names.every((name) => SHAPES[name] !== undefined)
  return { event, level, start: parts[0] ?? '', pattern: new RegExp(`^${pattern.join('')}$`), names, closed }
}

/** The sentences that `logging` has for an event, in both languages and both dialects. */
function sentencesOf(id: string, event: LogEvent): Sentence[] {
  const words = new Map<string, Sentence>()
  for (const kind of [event, ...(event.v6 === undefined ? [] : [event.v6])]) {
    for (const fields of [marks('ban', true), marks('mute', true), marks('ban', false)]) {
      const text = kind.words(fields)
      const sentence = sentenceOf(id, kind.level, text)
      if (sentence !== undefined) words.set(kind.level + text, sentence)
    }
  }
  return [...words.values()]
}

function allSentences(): Sentence[] {
  const originals = ORIGINALS.map(([event, level, words]) =>
    sentenceOf(
      event,
      level,
      words.replace(/<(\w+)>/g, (_, name: string) => mark(name)),
    ),
  )
  const ours = (['en', 'zh-CN'] satisfies Locale[]).flatMap((locale) =>
    inLocale(locale, () =>
      Object.entries(LOG_EVENTS).flatMap(([id, event]) => (CHAT.has(id) ? [] : sentencesOf(id, event))),
    ),
  )
  return [...originals.filter((sentence) => sentence !== undefined), ...ours]
}

/** The sentences by level and first letter, so that a line is compared with a handful; no letter: it begins with a field. */
function byStart(all: readonly Sentence[]): Map<string, Sentence[]> {
  const found = new Map<string, Sentence[]>()
  for (const sentence of all) {
    const key = sentence.level + (sentence.start[0] ?? '')
    const others = found.get(key) ?? []
    if (!others.some(({ pattern }) => pattern.source === sentence.pattern.source)) {
      found.set(key, [...others, sentence])
    }
  }
  return found
}

let sentences: Map<string, Sentence[]> | undefined

/**
 * Reads the words of a text line: those of the original servers and, where `logging.format` is `text`, our own.
 *
 * What a client can put into a line cannot make it another event: a record with ` >> ` is a text (WIRE.md section 14), and
 * every other one must match to its end.
 *
 * @example readSentence('INFO', '[连接] 10.0.0.7 已加入') // event chat/joined, fields.ip '10.0.0.7'
 */
export function readSentence(level: LogLevel, message: string): Said {
  sentences ??= byStart(allSentences())
  if (level === 'INFO' && message.includes(' >> ')) return { ...readChat(message), closed: false }
  for (const key of [level + (message[0] ?? ''), level]) {
    for (const { event, pattern, names, closed } of sentences.get(key) ?? []) {
      const match = pattern.exec(message)
      if (match === null) continue
      const fields: Record<string, string> = {}
      names.forEach((name, place) => {
        fields[name] = match[place + 1] ?? ''
      })
      return { event, fields, closed }
    }
  }
  return { event: null, fields: {}, closed: false }
}

/**
 * How the text lines of these events may begin: a line that begins otherwise is none of them.
 *
 * @returns undefined where anything may begin one, as with what somebody said
 */
export function beginnings(events: readonly string[]): readonly string[] | undefined {
  sentences ??= byStart(allSentences())
  if (events.some((event) => CHAT.has(event))) return undefined
  const asked = [...sentences.values()].flat().filter(({ event }) => event !== null && events.includes(event))
  return asked.some(({ start }) => start === '') ? undefined : asked.map(({ start }) => start)
}
