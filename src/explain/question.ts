import type { TopicId } from '../messages/topic-texts.ts'
import type { Name } from './names.ts'
import { CLEAR, type Match, STRONG, type Values } from './recognise/match.ts'
import { recognise } from './recognise/recognise.ts'

/** A topic that answers a question, with all that led to it. */
export interface Answer {
  readonly topic: TopicId
  readonly names: readonly Name[]
  readonly values: Values
}

/** The answers to one question: the likeliest, and what else it may mean. */
export interface Answers {
  readonly best: Answer
  /** Other meanings, each with the name by which it can be asked for alone. */
  readonly others: readonly Answer[]
}

/** So many other meanings are named; more would hide the likeliest. */
const MOST_OTHERS = 5
/** What is so much less sure than the best is not worth a line. */
const FAR_BEHIND = 320

/** What one line of any kind means: a name, a number, a pasted message. */
export function ask(line: string): Answers | undefined {
  const matches = recognise(line)
  const [first, ...others] = gathered(
    matches.filter(({ score }) => score > (matches[0]?.score ?? 0) - FAR_BEHIND),
  )
  return first && { best: first, others: others.slice(0, MOST_OTHERS) }
}

/** What is known for sure about a line among many. */
export function askSurely(line: string): readonly Answer[] {
  return gathered(recognise(line).filter(({ score }, at) => score >= (at === 0 ? CLEAR : STRONG)))
}

/** Matches of one topic are one answer, at the place of the surest. */
function gathered(matches: readonly Match[]): Answer[] {
  const found = new Map<TopicId, { topic: TopicId; names: Name[]; values: Values }>()
  for (const { topic, name, values } of matches) {
    const answer = found.get(topic) ?? { topic, names: [], values: {} }
    if (name !== undefined && !answer.names.some(({ kind, id }) => kind === name.kind && id === name.id)) {
      answer.names.push(name)
    }
    answer.values = { ...values, ...answer.values }
    found.set(topic, answer)
  }
  return [...found.values()]
}
