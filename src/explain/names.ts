import { constants } from 'node:os'
import { messageIdOf } from '../logging/journal/message-id.ts'
import type { TopicId } from '../messages/topic-texts.ts'
import { ERRNOS } from './codes/errnos.ts'
import { SHELL_SIGNAL_BASE, SIGNALS } from './codes/signals.ts'
import type { Topic } from './topic.ts'
import { TOPICS } from './topics/index.ts'

/** What a name is the name of. */
export type Kind =
  | 'topic'
  | 'check'
  | 'event'
  | 'error'
  | 'finding'
  | 'errno'
  | 'node'
  | 'python'
  | 'exit'
  | 'signal'
  | 'result'
  | 'problem'
  | 'text'
  | 'console'

/** One way to call a topic. */
export interface Name {
  readonly kind: Kind
  /** Unique within its kind: `door/banned`, `EADDRINUSE`, `137`, `4.1`. */
  readonly id: string
  readonly topic: TopicId
}

const FIELDS = {
  check: 'checks',
  event: 'events',
  error: 'errors',
  finding: 'findings',
  errno: 'errnos',
  node: 'node',
  python: 'python',
  exit: 'exits',
  signal: 'signals',
  result: 'results',
  problem: 'problems',
  text: 'texts',
  console: 'console',
} as const satisfies Partial<Record<Kind, keyof Topic>>

/** Every name there is, topic by topic. */
export const NAMES: readonly Name[] = Object.entries(TOPICS).flatMap(([topic, leads]) => {
  const named = (kind: Kind, ids: readonly (string | number)[]): Name[] =>
    ids.map((id) => ({ kind, id: String(id), topic: topic as TopicId }))
  return [
    ...named('topic', [topic]),
    ...Object.entries(FIELDS).flatMap(([kind, field]) => named(kind as Kind, leads[field] ?? [])),
  ]
})

const byId = new Map<string, Name[]>()
for (const name of NAMES) {
  const key = name.id.toLowerCase()
  byId.set(key, [...(byId.get(key) ?? []), name])
}

/** The names that are written so, whatever the case; of one kind only if it is given. */
export function named(id: string, kind?: Kind): readonly Name[] {
  return (byId.get(id.toLowerCase()) ?? []).filter((name) => kind === undefined || name.kind === kind)
}

/** The event or error that the journal knows by this MESSAGE_ID. */
export function messageNumbered(messageId: string): Name | undefined {
  const wanted = messageId.toLowerCase().replaceAll('-', '')
  if (!/^[0-9a-f]{32}$/.test(wanted)) return undefined
  return NAMES.find(
    ({ kind, id }) => (kind === 'event' || kind === 'error') && messageIdOf(kind, id) === wanted,
  )
}

/** An errno by its name, also one that has no topic of its own. */
export function errnoNamed(id: string): Name | undefined {
  const wanted = id.toUpperCase().replace(/^WSAE/, 'E')
  return named(wanted, 'errno')[0] ?? (wanted in constants.errno ? other('errno', wanted) : undefined)
}

/** An errno by its number: Linux's, then macOS's and Windows's where the number is no other's. */
export function errnoNumbered(number: number): Name | undefined {
  const known = Object.entries<{ linux: number; mac?: number; windows?: readonly number[] }>(ERRNOS)
  const found =
    known.find(([, { linux }]) => linux === number) ??
    known.find(([, { mac, windows }]) => mac === number || (number > 255 && windows?.includes(number)))
  if (found !== undefined) return named(found[0], 'errno')[0]
  const systems = Object.entries(constants.errno).find(([, value]) => value === number)
  return systems && other('errno', systems[0])
}

/** A signal by its name, with or without SIG, or by its number. */
export function signalNamed(text: string): Name | undefined {
  const number = Number(text)
  const all: readonly (readonly [string, number])[] = [
    ...Object.entries(SIGNALS),
    ...Object.entries(constants.signals),
  ]
  const id = Number.isInteger(number)
    ? all.find(([, value]) => value === number)?.[0]
    : `SIG${text.toUpperCase().replace(/^SIG/, '')}`
  if (id === undefined) return undefined
  return named(id, 'signal')[0] ?? (id in constants.signals ? other('signal', id) : undefined)
}

/** An exit code; above 128 without a topic of its own that of its signal. */
export function exitNumbered(number: number): Name | undefined {
  if (number > 255) return undefined
  const known = named(String(number), 'exit')[0]
  if (known !== undefined) return known
  const signal = number > SHELL_SIGNAL_BASE ? signalNamed(String(number - SHELL_SIGNAL_BASE)) : undefined
  return { kind: 'exit', id: String(number), topic: signal?.topic ?? 'other-exit-code' }
}

/** An error code of Node.js, also one that has no topic of its own. */
export function nodeCoded(id: string): Name | undefined {
  return named(id, 'node')[0] ?? (/^ERR_[A-Z0-9_]+$/.test(id) ? other('node', id) : undefined)
}

/** A Python exception, with or without its module. */
export function pythonNamed(id: string): Name | undefined {
  return named(id, 'python')[0] ?? named(id.slice(id.lastIndexOf('.') + 1), 'python')[0]
}

/** A problem of the guide, or one of its causes; a cause that the guide does not have leads to its problem. */
export function problemNumbered(problem: string, cause?: string): Name | undefined {
  const whole = named(problem, 'problem')[0]
  return (cause === undefined ? undefined : named(`${problem}.${cause}`, 'problem')[0]) ?? whole
}

function other(kind: 'errno' | 'signal' | 'node', id: string): Name {
  return { kind, id, topic: `other-${kind === 'node' ? 'node-code' : kind}` }
}
