import type { Texts, TopicId } from '../messages/topic-texts.ts'
import { NAMES } from './names.ts'
import { plain } from './recognise/template.ts'

/** How much a word counts where it stands. */
const WEIGHTS = { title: 6, names: 4, means: 3, rest: 1 } as const
/** A topic must have so much of what the best one has. */
const ENOUGH = 0.5

interface Indexed {
  readonly topic: TopicId
  readonly parts: readonly (readonly [keyof typeof WEIGHTS, string])[]
}

/**
 * The topics in which words occur, those with the most of them first.
 *
 * Latin words match from their beginning; Chinese needs no blanks: it is looked for by pairs of letters.
 *
 * @param languages  texts to look in: who reads Chinese may well ask in English
 */
export function search(words: string, languages: readonly Texts[]): TopicId[] {
  const wanted = terms(words)
  if (wanted.length === 0) return []
  const scored = indexed(languages)
    .map(({ topic, parts }) => ({ topic, score: wanted.reduce((sum, term) => sum + worth(term, parts), 0) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
  const most = scored[0]?.score ?? 0
  return scored.filter(({ score }) => score >= most * ENOUGH).map(({ topic }) => topic)
}

function indexed(languages: readonly Texts[]): Indexed[] {
  const names = Map.groupBy(NAMES, ({ topic }) => topic)
  return (Object.keys(languages[0] ?? {}) as TopicId[]).map((topic) => {
    const texts = languages.map((language) => language[topic])
    const ids = (names.get(topic) ?? []).map(({ id }) => id.replace(/[-/_.]/g, ' ')).join(' ')
    const title = texts.map((text) => text.title).join(' ')
    const rest = texts.flatMap((text) => [...text.why, ...text.do]).join(' ')
    const part = (text: string) => plain(text).toLowerCase()
    return {
      topic,
      parts: [
        ['title', part(title)],
        ['names', part(ids)],
        ['means', part(texts.map((text) => text.means).join(' '))],
        ['rest', part(rest)],
      ],
    }
  })
}

function terms(words: string): string[] {
  return (
    plain(words)
      .toLowerCase()
      .match(/[a-z0-9]+|[\u2e80-\u9fff]+/g) ?? []
  ).flatMap((word) =>
    word < '\u2e80' || word.length < 3
      ? [word]
      : Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2)),
  )
}

/** The more places have the term, the more the topic is about it; a word says more than a pair of letters. */
function worth(term: string, parts: Indexed['parts']): number {
  const isLatin = term < '\u2e80'
  const word = new RegExp(`(?<![a-z0-9])${term}`)
  const places = parts.filter(([, text]) => (isLatin ? word.test(text) : text.includes(term)))
  return places.reduce((sum, [place]) => sum + WEIGHTS[place], 0) * (isLatin ? 2 : 1)
}
