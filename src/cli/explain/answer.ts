import { type Explanation, explanation, type NamedHere } from '../../explain/explanation.ts'
import { NAMES, type Name } from '../../explain/names.ts'
import { type Answer, ask } from '../../explain/question.ts'
import { scan } from '../../explain/scan.ts'
import { search } from '../../explain/search.ts'
import { suggest } from '../../explain/suggest.ts'
import { currentLocale } from '../../messages/index.ts'
import { type Texts, type TopicId, topicTexts } from '../../messages/topic-texts.ts'

/** An explanation, and where many lines were read how often it was in them. */
export interface Explained extends Explanation {
  readonly seen: { readonly lines: number; readonly first: number } | null
}

/** What `explain` answers; `--json` prints just this. */
export interface ExplainResult {
  readonly schema: 'chatctl/explain/1'
  /** The best answer first; where many lines were read, the gravest first. */
  readonly explanations: readonly Explained[]
  /** Where nothing was found: what is spelt nearly so, or has some of the words. */
  readonly suggestions: readonly { readonly topic: TopicId; readonly ask: string; readonly title: string }[]
}

const SCHEMA = 'chatctl/explain/1'
const MOST_SUGGESTIONS = 4

/** Explains one thing; of what is not known only what it may have been. */
export async function explainOne(question: string): Promise<ExplainResult> {
  const texts = await topicTexts(currentLocale())
  const answers = ask(question)
  if (answers === undefined)
    return { schema: SCHEMA, explanations: [], suggestions: await nearly(question, texts) }
  const explained = [answers.best, ...answers.others].map((answer) => once(texts, answer))
  return { schema: SCHEMA, explanations: explained, suggestions: [] }
}

/** Explains everything that is known in many lines. */
export async function explainMany(text: string): Promise<ExplainResult> {
  const texts = await topicTexts(currentLocale())
  const explanations = scan(text).map(({ topic, names, values, lines, firstLine }) => ({
    ...explanation(topic, texts, names, values),
    seen: { lines, first: firstLine },
  }))
  return { schema: SCHEMA, explanations, suggestions: [] }
}

/** The topics that have these words. */
export async function explainSearch(words: string): Promise<ExplainResult> {
  const texts = await topicTexts(currentLocale())
  const explanations = search(words, await bothLanguages()).map((topic) =>
    once(texts, { topic, names: [], values: {} }),
  )
  return { schema: SCHEMA, explanations, suggestions: [] }
}

/** Every topic, with all that leads to it. */
export async function explainList(): Promise<ExplainResult> {
  const texts = await topicTexts(currentLocale())
  const names = Map.groupBy(NAMES, ({ topic }) => topic)
  const explanations = (Object.keys(texts) as TopicId[]).map((topic) =>
    once(texts, { topic, names: names.get(topic) ?? [], values: {} }),
  )
  return { schema: SCHEMA, explanations, suggestions: [] }
}

/** What to type to get a name explained. */
export function askFor({ kind, id }: NamedHere, topic: TopicId): string {
  if (kind === 'exit' || kind === 'problem') return `${kind} ${id}`
  return kind === 'text' || kind === 'console' ? topic : id
}

function once(texts: Texts, { topic, names, values }: Answer): Explained {
  return { ...explanation(topic, texts, names, values), seen: null }
}

async function bothLanguages(): Promise<Texts[]> {
  return await Promise.all([topicTexts('en'), topicTexts('zh-CN')])
}

async function nearly(question: string, texts: Texts): Promise<ExplainResult['suggestions']> {
  const near = suggest(question).map((name: Name) => ({ topic: name.topic, ask: askFor(name, name.topic) }))
  const words = search(question, await bothLanguages()).map((topic) => ({ topic, ask: topic }))
  return [...near, ...words]
    .filter(({ topic }, at, all) => all.findIndex((other) => other.topic === topic) === at)
    .slice(0, MOST_SUGGESTIONS)
    .map(({ topic, ask: asked }) => ({ topic, ask: asked, title: texts[topic].title }))
}
