import { EXIT } from '../../errors/ids.ts'
import { bytes } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { type ExplainResult, explainList, explainMany, explainOne, explainSearch } from './answer.ts'
import { MOST_INPUT, readInput } from './read-input.ts'
import { explanationScreen, findingsScreen, listScreen, suggestionsScreen, topicsScreen } from './screen.ts'

/** What `explain` was given. */
export interface Asked {
  /** As the shell has split them; `-` alone is standard input. */
  readonly words: readonly string[]
  readonly search: string | undefined
  readonly list: boolean
}

/** What is to be printed; no result where nothing was asked. */
export interface ExplainAnswer {
  readonly result: ExplainResult | undefined
  readonly screen: () => string
  readonly exitCode: number
}

const SCREEN_COLUMNS = 80

/** @param note  says something beside the result */
export async function explainAsked(asked: Asked, note: (text: string) => void): Promise<ExplainAnswer> {
  const width = Math.min(SCREEN_COLUMNS, process.stdout.columns ?? SCREEN_COLUMNS)
  const { words, search, list } = asked
  if (list) return answer(await explainList(), (result) => listScreen(result, width))
  if (search !== undefined) {
    const result = await explainSearch([search, ...words].join(' '))
    return answer(result, () =>
      result.explanations.length > 0 ? topicsScreen(result, width) : t('explain.notFound'),
    )
  }
  if (words.length === 1 && words[0] === '-') {
    const { text, isCut } = await readInput(process.stdin)
    if (isCut) note(t('explain.cut', { size: bytes(MOST_INPUT) }))
    return await many(text, width)
  }
  const question = words.join(' ').trim()
  if (question === '') {
    note(t('explain.nothingAsked'))
    return { result: undefined, screen: () => '', exitCode: EXIT.configuration }
  }
  if (question.includes('\n')) return await many(question, width)
  const result = await explainOne(question)
  return answer(result, () =>
    result.explanations.length > 0 ? explanationScreen(result, width) : suggestionsScreen(result, width),
  )
}

async function many(text: string, width: number): Promise<ExplainAnswer> {
  const lines = text.split('\n').filter((line) => line.trim() !== '').length
  return answer(await explainMany(text), (result) => findingsScreen(result, lines, width))
}

function answer(result: ExplainResult, screen: (result: ExplainResult) => string): ExplainAnswer {
  const exitCode = result.explanations.length > 0 ? EXIT.ok : EXIT.failed
  return { result, screen: () => screen(result), exitCode }
}
