import { globSync, readFileSync } from 'node:fs'

/** The pages that people read, and the examples of `--help`; no change log. */
export const PROSE = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...globSync('docs/{*,zh-CN/*,reference/commands}.md'),
]

/** A line of `chatctl` as a page has it. */
export interface Typed {
  readonly page: string
  readonly argv: readonly string[]
  /** Whether it stands in a block of things to type, and not in a sentence that only names it. */
  readonly isWhole: boolean
}

const SH_BLOCK = /^```sh\n([\s\S]*?)^```$/gm
const MENTION = /`((?:sudo |npx )?chatctl [^`]+)`/g
/** What a shell takes for itself: where a command ends, and where its output goes. */
const ENDS = /^(?:\||\|\||&&|;|[0-9]?>>?.*|<.*|#.*)$/

/** Every `chatctl` line of a page. */
export function typedOn(page: string): Typed[] {
  const text = readFileSync(page, 'utf8')
  const whole = [...text.matchAll(SH_BLOCK)]
    .flatMap(([, block = '']) => block.replaceAll('\\\n', ' ').split('\n'))
    .map((line) => ({ line, isWhole: true }))
  const mentions = [...text.matchAll(MENTION)].map(([, line = '']) => ({ line, isWhole: false }))
  return [...whole, ...mentions].flatMap(({ line, isWhole }) =>
    argvsOf(line).map((argv) => ({ page, argv, isWhole })),
  )
}

/** The arguments of each `chatctl` of a shell line, behind sudo, npx, variables and pipes. */
function argvsOf(line: string): string[][] {
  const words = line.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []
  const argvs: string[][] = []
  for (const [index, word] of words.entries()) {
    if (word !== 'chatctl' || !beginsCommand(words.slice(0, index))) continue
    const rest = words.slice(index + 1)
    const end = rest.findIndex((next) => ENDS.test(next))
    argvs.push(
      rest.slice(0, end < 0 ? rest.length : end).map((next) => next.replace(/["']/g, '').replace(/;$/, '')),
    )
  }
  return argvs
}

/** Whether a shell takes the word behind these for a program. */
function beginsCommand(before: readonly string[]): boolean {
  if (before.includes('#')) return false
  const own = before.slice(before.findLastIndex((word) => ENDS.test(word)) + 1)
  return own.every((word, index) => /^(?:sudo|npx|-u|\w+=.*)$/.test(word) || own[index - 1] === '-u')
}
