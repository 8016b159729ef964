import { isIP } from 'node:net'
import type { TopicId } from '../messages/topic-texts.ts'
import {
  errnoNamed,
  messageNumbered,
  type Name,
  named,
  nodeCoded,
  pythonNamed,
  signalNamed,
} from './names.ts'
import { bareNumber, numbersIn, problemAsked } from './numbers.ts'
import { type Pasted, pasted } from './paste.ts'
import { type Sentence, sentences } from './sentences.ts'
import { plain, weigh } from './template.ts'
import { TOPICS } from './topics/index.ts'

/** What a pasted text lets us fill into commands: only what cannot be anything but an address or a port. */
export interface Values {
  readonly ip?: string
  readonly port?: string
}

/** A topic that a text leads to, and how surely. */
export interface Match {
  readonly topic: TopicId
  /** Undefined for a sentence that has no id. */
  readonly name: Name | undefined
  readonly score: number
  readonly values: Values
}

/** How sure a match is; a sentence adds the letters that it has beyond its holes. */
const SURE = { name: 1000, record: 950, whole: 800, id: 790, code: 650, python: 550, part: 400 } as const
/** From here on a match is more than a few words that happen to be the same. */
export const STRONG = SURE.python
/** The best match of a line may be a few words less: a dozen letters of a sentence are no coincidence. */
export const CLEAR = SURE.part + 12
/** A part of a sentence must have so many letters (Chinese ones count twice). */
const LEAST_PART = 6
/** How deep sentences may quote each other. */
const DEEPEST = 3

/** Every topic that one line leads to, the surest first; of each topic its best match. */
export function recognise(line: string): readonly Match[] {
  const text = pasted(line)
  const matches = [...byName(text.words), ...byWords(text, DEEPEST)]
  const best = new Map<string, Match>()
  for (const match of matches) {
    const key = `${match.topic} ${match.name?.kind} ${match.name?.id}`
    if ((best.get(key)?.score ?? -1) < match.score) best.set(key, match)
  }
  return [...best.values()].sort((a, b) => b.score - a.score)
}

/** The text is nothing but a name. */
function byName(words: string): Match[] {
  const word = words.trim().replace(/^\[(.*)\]$/, '$1')
  const ids = [
    ...named(word),
    ...[
      errnoNamed(word),
      nodeCoded(word),
      pythonNamed(word),
      /^[A-Z0-9]{3,}$/i.test(word) ? signalNamed(word) : undefined,
    ],
    problemAsked(word),
    messageNumbered(word.replace(/^MESSAGE_ID=/, '')),
    ...(/^\w+ \S+$/.test(word) ? named(word.split(' ')[1] ?? '', word.split(' ')[0] as Name['kind']) : []),
  ].filter((name) => name !== undefined)
  // A bare number is read as a number: `4` is no exit code by its name.
  const numbers = bareNumber(word)
  const names = numbers.length > 0 ? numbers : ids
  return names.map((name, at) => ({ topic: name.topic, name, score: SURE.name - at, values: {} }))
}

/** Sentences, ids and codes in the text. */
function byWords({ words, record }: Pasted, deeper: number): Match[] {
  const event = record?.event ? named(record.event, 'event')[0] : undefined
  if (event !== undefined) {
    const values = valuesOf(record?.fields ?? {})
    const code = record?.fields.code
    const quoted = quotedIn(event.topic, SURE.record, record?.fields ?? {}, deeper)
    const errors = typeof code === 'string' ? named(code, 'error') : []
    return [
      ...errors.map((name) => ({ topic: name.topic, name, score: SURE.record + 2, values })),
      ...quoted,
      { topic: event.topic, name: event, score: SURE.record, values },
    ]
  }
  const text = plain(words)
  const found = inSentences(text, deeper)
  // Somebody's words: what they say is not what happened.
  if (found.some(({ topic, score }) => topic === 'said' && score >= SURE.whole))
    return found.filter(({ topic }) => topic === 'said')
  return [...found, ...codesIn(words)]
}

function codesIn(words: string): Match[] {
  const at = (score: number) => (name: Name | undefined) =>
    name === undefined ? [] : [{ topic: name.topic, name, score, values: {} }]
  const ids = words.match(/\b[a-z]+\/[a-z0-9-]+\b/g) ?? []
  const results = [...words.matchAll(/\b(?:Result:|result)\s*'?([a-z-]+)/g)].map((match) => match[1] ?? '')
  return [
    ...ids.flatMap((id) => named(id)).flatMap(at(SURE.id)),
    ...results.flatMap((id) => named(id, 'result')).flatMap(at(SURE.code - 5)),
    ...(words.match(/\b(?:WSA)?E[A-Z][A-Z_]{2,}\b/g) ?? []).map(errnoNamed).flatMap(at(SURE.code)),
    ...(words.match(/\bERR_[A-Z0-9_]+\b|\b[A-Z]+(?:_[A-Z]+){1,}\b/g) ?? [])
      .map(nodeCoded)
      .flatMap(at(SURE.code)),
    ...numbersIn(words).flatMap(at(SURE.code)),
    ...(words.match(/\b[A-Za-z_.]*(?:Error|Exception|Interrupt|Traceback|socket\.timeout|gaierror)\b/g) ?? [])
      .map(pythonNamed)
      .flatMap(at(SURE.python)),
  ]
}

function inSentences(text: string, deeper: number): Match[] {
  const lower = text.toLowerCase()
  const found: (Match & { readonly start: number; readonly end: number })[] = []
  for (const sentence of sentences()) {
    if (!lower.includes(sentence.anchor)) continue
    const whole = sentence.whole.exec(text)
    const hit = whole ?? sentence.part?.exec(text)
    if (hit === null || hit === undefined) continue
    const score = (whole ? SURE.whole : SURE.part) + Math.min(sentence.weight, 140)
    const fields = fieldsOf(sentence, hit, whole !== null)
    const { topic, name } = sentence
    found.push({
      topic,
      name,
      score,
      values: valuesOf(fields),
      start: hit.index,
      end: hit.index + hit[0].length,
    })
    found.push(
      ...quotedIn(topic, score, fields, deeper).map((match) => ({
        ...match,
        start: 0,
        end: Number.POSITIVE_INFINITY,
      })),
    )
  }
  found.push(...inPart(lower))
  // Words inside a longer sentence that is known belong to that one.
  return found.filter(
    (match) =>
      match.score >= STRONG ||
      !found.some(
        (other) =>
          other.topic !== match.topic &&
          other.start <= match.start &&
          other.end >= match.end &&
          other.score > match.score &&
          Number.isFinite(other.end),
      ),
  )
}

/** Sentences of which the text is a part: who copies from a screen often leaves an end behind. */
function inPart(lower: string): (Match & { readonly start: number; readonly end: number })[] {
  const weight = weigh(lower)
  if (weight < LEAST_PART) return []
  return sentences()
    .filter((sentence) => sentence.lower.includes(lower))
    .map(({ topic, name, weight: whole }) => ({
      topic,
      name,
      // The more of the sentence it is, the surer.
      score: SURE.part + Math.min(weight, 140) + Math.round((20 * weight) / Math.max(weight, whole)),
      values: {},
      start: 0,
      end: lower.length,
    }))
}

/** What a sentence quotes, such as the system's words in `启动失败: …`: the cause, so it comes first where the topic says so. */
function quotedIn(
  topic: TopicId,
  score: number,
  fields: Readonly<Record<string, unknown>>,
  deeper: number,
): Match[] {
  if (deeper === 0) return []
  const quotes = TOPICS[topic].quotes === true
  const inner = ['error', 'detail', 'reason', 'problem'].flatMap((field) => {
    const text = fields[field]
    return typeof text === 'string' && text.length > 3 ? byWords(pasted(text), deeper - 1) : []
  })
  const best = Math.max(0, ...inner.map((match) => match.score))
  return inner
    .filter((match) => match.score === best && match.score >= SURE.part + 8)
    .map((match) => ({ ...match, score: quotes ? score + 1 : score - 200 }))
}

function fieldsOf(sentence: Sentence, hit: RegExpExecArray, whole: boolean): Record<string, string> {
  const holes = whole ? sentence.holes : sentence.partHoles
  return Object.fromEntries(holes.map((hole, at) => [hole, (hit[at + 1] ?? '').trim()]))
}

function valuesOf(fields: Readonly<Record<string, unknown>>): Values {
  const address = [fields.ip, fields.address].find((value) => typeof value === 'string' && isIP(value) > 0)
  const port = String(fields.port ?? '').match(/^\d{1,5}$/)?.[0]
  return {
    ...(typeof address === 'string' && { ip: address }),
    ...(port !== undefined && Number(port) > 0 && Number(port) < 65536 && { port }),
  }
}
