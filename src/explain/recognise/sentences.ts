import type { LogEvent } from '../../logging/events/event.ts'
import { LOG_EVENTS, type LogEventId } from '../../logging/events.ts'
import type { LogFields } from '../../logging/fields.ts'
import { inLocale } from '../../messages/both.ts'
import { en } from '../../messages/en/index.ts'
import type { TopicId } from '../../messages/topic-texts.ts'
import { zhCN } from '../../messages/zh-CN/index.ts'
import { CONSOLE_TEXTS } from '../../protocol/console-texts.ts'
import { TEXTS } from '../../protocol/texts.ts'
import { ERRNOS } from '../codes/errnos.ts'
import type { Name } from '../names.ts'
import type { Topic } from '../topic.ts'
import { TOPICS } from '../topics/index.ts'
import { type Template, template } from './template.ts'

/** A sentence that leads to a topic, and whose it is where it has an id. */
export interface Sentence extends Template {
  readonly topic: TopicId
  readonly name: Name | undefined
}

const FIELDS = [
  ...['ip', 'user', 'target', 'text', 'file', 'fileId', 'bytes', 'error', 'host', 'port', 'by', 'count'],
  ...['address', 'from', 'to', 'path', 'keys', 'signal', 'ms', 'reason'],
]

let all: readonly Sentence[] | undefined

/** Every sentence that is known, in both languages. */
export function sentences(): readonly Sentence[] {
  if (all !== undefined) return all
  const events = (['en', 'zh-CN'] as const).map((locale) => inLocale(locale, eventTexts))
  const ofEvent = (id: LogEventId) => [...new Set(events.flatMap((texts) => texts.get(id) ?? []))]
  all = Object.entries(TOPICS).flatMap(([topic, leads]) => sentencesOf(topic as TopicId, leads, ofEvent))
  return all
}

function sentencesOf(
  topic: TopicId,
  leads: Topic,
  ofEvent: (id: LogEventId) => readonly string[],
): Sentence[] {
  const named = (kind: Name['kind'], id: string, texts: readonly string[]) =>
    texts.map((text) => ({ text, name: { kind, id, topic } }))
  const found: { readonly text: string; readonly name?: Name }[] = [
    ...(leads.events ?? []).flatMap((id) => named('event', id, ofEvent(id))),
    ...(leads.errors ?? []).flatMap((id) => named('error', id, [en.errors[id].what, zhCN.errors[id].what])),
    ...(leads.texts ?? []).flatMap((id) => named('text', id, spoken(TEXTS[id]))),
    ...(leads.console ?? []).flatMap((id) => named('console', id, spoken(CONSOLE_TEXTS[id]))),
    ...(leads.errnos ?? []).flatMap((id) => named('errno', id, ERRNOS[id].words)),
    ...[...(leads.messages ?? []).flatMap((part) => [...leaves(en, part), ...leaves(zhCN, part)])].map(
      (text) => ({ text }),
    ),
    ...(leads.says ?? []).map((text) => ({ text })),
  ]
  return found.flatMap(({ text, name }) => {
    const ready = template(text)
    return ready === undefined ? [] : [{ ...ready, topic, name }]
  })
}

/** What the log says of every event: in v6's words too, with and without what may be missing. */
function eventTexts(): Map<LogEventId, string[]> {
  const holes = Object.fromEntries(FIELDS.map((name) => [name, `{{${name}}}`]))
  const { reason: _, ...without } = holes
  const { target: __, text: ___, ...bare } = without
  const variants = [
    holes,
    without,
    bare,
    { ...holes, list: 'mute' },
    { ...bare, text: holes.text },
  ] as LogFields[]
  const entries = Object.entries<LogEvent>(LOG_EVENTS) as [LogEventId, LogEvent][]
  return new Map(
    entries.map(([id, event]) => {
      const kinds = event.v6 ? [event, event.v6] : [event]
      return [id, kinds.flatMap(({ words }) => variants.map((fields) => words(fields)))]
    }),
  )
}

/** A text, or what its function makes of holes; an object has several. */
function spoken(text: unknown): string[] {
  if (typeof text === 'string') return [text]
  // An array reads like the text in it, and can also be joined.
  if (typeof text === 'function')
    return [String(text(...['a', 'b', 'c', 'd'].map((name) => [`{{${name}}}`])))]
  return Object.values(text as object).flatMap(spoken)
}

/** The texts of a part of a catalogue. */
function leaves(catalogue: object, part: string): string[] {
  const found = part.split('.').reduce<unknown>((tree, key) => Reflect.get(tree as object, key), catalogue)
  const collect = (tree: unknown): string[] =>
    typeof tree === 'string' ? [tree] : Object.values(tree as object).flatMap(collect)
  return collect(found)
}
