import { LOG_EVENTS } from '../logging/events.ts'
import type { TopicId } from '../messages/topic-texts.ts'
import type { Name } from './names.ts'
import { type Answer, askSurely } from './question.ts'

/** A topic that was found in many lines. */
export interface Finding {
  readonly topic: TopicId
  readonly names: readonly Name[]
  /** Only what all its lines agree on. */
  readonly values: Answer['values']
  readonly lines: number
  /** 1-based. */
  readonly firstLine: number
}

/** Lines longer than this are cut: what is known stands at their beginning. */
const LONGEST_LINE = 4000

/**
 * Everything that is known in a text of many lines: the gravest first, then in order of appearance. A cause that a line
 * quotes is as grave as the line.
 */
export function scan(text: string): Finding[] {
  const found = new Map<TopicId, Finding>()
  const gravity = new Map<TopicId, number>()
  const known = new Map<string, readonly Answer[]>()
  text.split('\n').forEach((whole, at) => {
    const line = whole.slice(0, LONGEST_LINE)
    if (line.trim() === '') return
    const answers = known.get(line) ?? askSurely(line)
    known.set(line, answers)
    const most = WARNING.test(line) ? LEVELS.indexOf('WARNING') : LEVELS.length
    const grave = Math.min(most, Math.max(...answers.map(gravityOf)))
    for (const answer of answers) {
      found.set(answer.topic, added(found.get(answer.topic), answer, at + 1))
      gravity.set(answer.topic, Math.max(grave, gravity.get(answer.topic) ?? 0))
    }
  })
  const grade = ({ topic }: Finding) => gravity.get(topic) ?? 0
  return [...found.values()].sort((a, b) => grade(b) - grade(a) || a.firstLine - b.firstLine)
}

function added(before: Finding | undefined, { topic, names, values }: Answer, line: number): Finding {
  if (before === undefined) return { topic, names, values, lines: 1, firstLine: line }
  const isNew = (name: Name) => !before.names.some(({ kind, id }) => kind === name.kind && id === name.id)
  return {
    ...before,
    names: [...before.names, ...names.filter(isNew)],
    values: {
      ...(before.values.ip !== undefined && before.values.ip === values.ip && { ip: before.values.ip }),
      ...(before.values.port !== undefined &&
        before.values.port === values.port && { port: before.values.port }),
    },
    lines: before.lines + 1,
  }
}

/** What a line calls a warning is none of the errors, whatever its id. */
const WARNING = /(?:^|\s)(?:warning|警告)(?: \[|[:：])/i
const LEVELS = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL']
const isEvent = (id: string): id is keyof typeof LOG_EVENTS => id in LOG_EVENTS

/** How grave the gravest event is; what is no event counts as an error. */
function gravityOf({ names }: Answer): number {
  const levels = names.map(({ kind, id }) =>
    kind === 'event' && isEvent(id) ? LOG_EVENTS[id].level : 'ERROR',
  )
  return Math.max(...(levels.length > 0 ? levels : ['ERROR']).map((level) => LEVELS.indexOf(level)))
}
