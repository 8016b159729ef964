import type { CheckId } from '../doctor/check-ids.ts'
import { ERRORS } from '../errors/ids.ts'
import { LOG_EVENTS } from '../logging/events.ts'
import { messageIdOf } from '../logging/journal/message-id.ts'
import type { Texts, TopicId } from '../messages/topic-texts.ts'
import type { Kind, Name } from './names.ts'
import type { Values } from './recognise/match.ts'
import { TOPICS } from './topics/index.ts'

/** A sentence of what to do, with its commands. */
interface Step {
  /** Empty where the commands speak for themselves. */
  readonly text: string
  readonly commands: readonly string[]
}

/** What is said of one topic. */
export interface Explanation {
  readonly topic: TopicId
  /** What in the question led here. */
  readonly names: readonly NamedHere[]
  readonly title: string
  readonly means: string
  readonly why: readonly string[]
  readonly steps: readonly Step[]
  /** Checks of `doctor` that prove it, one that was asked for first. */
  readonly checks: readonly CheckId[]
  readonly related: readonly Pointer[]
}

/** Another topic, by what to type and what it is. */
interface Pointer {
  readonly topic: TopicId
  readonly title: string
}

/** A name, with what else is fixed about it. */
export interface NamedHere {
  readonly kind: Kind
  readonly id: string
  /** Level of a log event, exit code of an error. */
  readonly level?: string
  readonly exitCode?: number
  /** Of both: what `journalctl MESSAGE_ID=…` finds them by. */
  readonly messageId?: string
}

/** What stands for a value that nobody has told: typed as it is, a command fails instead of hitting something. */
const UNTOLD = { ip: 'ADDRESS', port: '3000' } as const

/** @param names  what led to the topic; its own are too many to be of interest */
export function explanation(
  topic: TopicId,
  texts: Texts,
  names: readonly Name[] = [],
  values: Values = {},
): Explanation {
  const filled = (part: string) =>
    part.replace(/\{\{(ip|port)\}\}/g, (_, name: keyof typeof UNTOLD) => values[name] ?? UNTOLD[name])
  const { checks = [], proof = [], see = [] } = TOPICS[topic]
  const text = texts[topic]
  const isAsked = (check: CheckId) => names.some(({ kind, id }) => kind === 'check' && id === check)
  return {
    topic,
    names: names.filter(({ kind }) => kind !== 'topic').map(here),
    title: filled(text.title),
    means: filled(text.means),
    why: text.why.map(filled),
    steps: steps(text.do.map(filled)),
    checks: [...checks, ...proof].sort((a, b) => Number(isAsked(b)) - Number(isAsked(a))),
    related: see.map((other) => ({ topic: other, title: filled(texts[other].title) })),
  }
}

function here({ kind, id }: Name): NamedHere {
  if (kind === 'event') {
    const { level } = LOG_EVENTS[id as keyof typeof LOG_EVENTS]
    return { kind, id, level, messageId: messageIdOf(kind, id) }
  }
  if (kind === 'error') {
    const exitCode = ERRORS[id as keyof typeof ERRORS]
    return { kind, id, exitCode, messageId: messageIdOf(kind, id) }
  }
  return { kind, id }
}

function steps(lines: readonly string[]): Step[] {
  const found: { text: string; commands: string[] }[] = []
  for (const line of lines) {
    const command = line.startsWith('$ ') ? line.slice(2) : undefined
    if (command === undefined) found.push({ text: line, commands: [] })
    else if (found.length === 0) found.push({ text: '', commands: [command] })
    else found.at(-1)?.commands.push(command)
  }
  return found
}
