import type { Locale } from './index.ts'

/** What `explain` and the system's journal say about one topic, in one language. */
export interface TopicText {
  /** What happened, in a few words. */
  readonly title: string
  /** What it means, in one or two sentences. */
  readonly means: string
  /** Why it happens, the likeliest first. */
  readonly why: readonly string[]
  /** What to do, in order; a line that starts with `$ ` is a command for the sentence before it. */
  readonly do: readonly string[]
}

export type TopicTexts = Readonly<Record<string, TopicText>>

/** The shape that a part must have in the other language. */
export type TranslatedTopics<T extends TopicTexts> = Readonly<Record<keyof T, TopicText>>

/** All topics in one language. */
export type Texts = Readonly<Record<TopicId, TopicText>>

/**
 * The texts of all topics. They are no part of the catalogue of `t`: they are long, and only `explain` and the build need
 * them, so that no other command loads them.
 */
export async function topicTexts(locale: Locale): Promise<Texts> {
  const { topics } =
    locale === 'en' ? await import('./en/explain/index.ts') : await import('./zh-CN/explain/index.ts')
  return topics
}

export type TopicId = keyof typeof import('./en/explain/index.ts').topics
