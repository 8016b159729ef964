import { type Match, MOST_LETTERS, STRONG, SURE, valuesOf } from './match.ts'
import { type Sentence, sentences } from './sentences.ts'
import { plain, weigh } from './template.ts'

/** A sentence found in a text. */
export interface Hit extends Match {
  /** What stood for its holes. */
  readonly fields: Readonly<Record<string, string>>
  readonly start: number
  readonly end: number
}

/** A part of a sentence must have so many letters (Chinese ones count twice). */
const LEAST_PART = 6
/** The more of a sentence its part is, the surer. */
const WHOLE_BONUS = 20

/** The sentences that a text is, has in it, or is a part of. */
export function bySentence(words: string): Hit[] {
  const text = plain(words)
  const lower = text.toLowerCase()
  const hits = sentences().flatMap((sentence) => hitOf(sentence, text, lower))
  const found = [...hits, ...ofWhichPart(lower)]
  return found.filter((hit) => hit.score >= STRONG || !found.some((other) => covers(other, hit)))
}

function hitOf(sentence: Sentence, text: string, lower: string): Hit[] {
  if (!lower.includes(sentence.anchor)) return []
  const whole = sentence.whole.exec(text)
  const hit = whole ?? sentence.part?.exec(text) ?? null
  if (hit === null) return []
  const holes = whole ? sentence.holes : sentence.partHoles
  const fields = Object.fromEntries(holes.map((hole, at) => [hole, (hit[at + 1] ?? '').trim()]))
  const { topic, name, weight } = sentence
  const score = (whole ? SURE.whole : SURE.part) + Math.min(weight, MOST_LETTERS)
  const place = { start: hit.index, end: hit.index + hit[0].length }
  return [{ topic, name, score, values: valuesOf(fields), fields, ...place }]
}

/** Words inside a longer sentence that is known belong to that one. */
function covers(other: Hit, hit: Hit): boolean {
  const isAround = other.start <= hit.start && other.end >= hit.end
  return other.topic !== hit.topic && isAround && other.score > hit.score
}

/** Sentences of which the text is a part: who copies from a screen often leaves an end behind. */
function ofWhichPart(lower: string): Hit[] {
  const weight = weigh(lower)
  if (weight < LEAST_PART) return []
  return sentences()
    .filter((sentence) => sentence.lower.includes(lower))
    .map(({ topic, name, weight: whole }) => {
      const bonus = Math.round((WHOLE_BONUS * weight) / Math.max(weight, whole))
      const score = SURE.part + Math.min(weight, MOST_LETTERS - WHOLE_BONUS) + bonus
      return { topic, name, score, values: {}, fields: {}, start: 0, end: lower.length }
    })
}
