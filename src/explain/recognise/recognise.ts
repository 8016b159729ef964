import type { TopicId } from '../../messages/topic-texts.ts'
import { named } from '../names.ts'
import { TOPICS } from '../topics/index.ts'
import { byCode } from './by-code.ts'
import { byName } from './by-name.ts'
import { bySentence } from './by-sentence.ts'
import { type Match, matchOf, SURE, valuesOf } from './match.ts'
import { type Pasted, pasted } from './paste.ts'

type Fields = Readonly<Record<string, unknown>>

/** How deep sentences may quote each other. */
const DEEPEST = 3
/** The fields in which an event or sentence quotes somebody else's words. */
const QUOTING = ['error', 'detail', 'reason', 'problem'] as const
/** Fewer letters quote nothing. */
const LEAST_QUOTE = 4

/** Every topic that one line leads to, the surest first. */
export function recognise(line: string): readonly Match[] {
  const text = pasted(line)
  const names = text.record === undefined ? byName(text.words) : []
  // No sentence says more than a name does, and to know all sentences takes longer than everything else.
  const matches = names.length > 0 ? [...names, ...byCode(text.words)] : byWords(text, DEEPEST)
  return matches.sort((a, b) => b.score - a.score)
}

/** Records, sentences, ids and codes. */
function byWords({ words, record }: Pasted, deeper: number): Match[] {
  const event = record?.event ? named(record.event, 'event')[0] : undefined
  if (event !== undefined && record !== undefined) {
    const { fields } = record
    const values = valuesOf(fields)
    // The id of the error behind the event says more than the event.
    const errors = typeof fields.code === 'string' ? named(fields.code, 'error') : []
    return [
      ...errors.map((name) => ({ ...matchOf(name, SURE.record + 2), values })),
      ...quotedIn(event.topic, SURE.record, fields, deeper),
      { ...matchOf(event, SURE.record), values },
    ]
  }
  const hits = bySentence(words)
  // Somebody's words: what they say is not what happened.
  const said = hits.filter(({ topic, score }) => topic === 'said' && score >= SURE.whole)
  if (said.length > 0) return said
  const quoted = hits.flatMap(({ topic, score, fields }) => quotedIn(topic, score, fields, deeper))
  return [...hits, ...quoted, ...byCode(words)]
}

/** What is quoted where that is the cause, such as the system's words in `启动失败: …`: it comes before what quotes it. */
function quotedIn(topic: TopicId, score: number, fields: Fields, deeper: number): Match[] {
  if (deeper === 0 || TOPICS[topic].quotes !== true) return []
  const inner = QUOTING.flatMap((field) => {
    const text = fields[field]
    return typeof text === 'string' && text.length >= LEAST_QUOTE ? byWords(pasted(text), deeper - 1) : []
  })
  const best = Math.max(SURE.part, ...inner.map((match) => match.score))
  return inner.filter((match) => match.score === best).map((match) => ({ ...match, score: score + 1 }))
}
