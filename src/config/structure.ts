import { createScanner, type JSONScanner } from 'jsonc-parser'

const DEEPEST = 64
const MOST_TOKENS = 500_000

/** jsonc-parser's token numbers; its const enum cannot be imported when every file is compiled alone. */
export const TOKEN = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  string: 10,
  lineComment: 12,
  blockComment: 13,
  lineBreak: 14,
  space: 15,
  unknown: 16,
  end: 17,
} as const

/** The tokens of a text one after the other, malformed ones too. */
export function* tokens(text: string): Generator<JSONScanner> {
  const scanner = createScanner(text)
  while ((scanner.scan() as number) !== TOKEN.end) yield scanner
}

/**
 * The offset at which a text stops looking like any configuration: nested deeper than 64 levels or more than half a
 * million tokens. The parser calls itself per level, so deeper texts must not reach it.
 */
export function tooComplexAt(text: string): number | undefined {
  let depth = 0
  let count = 0
  for (const token of tokens(text)) {
    const kind = token.getToken() as number
    if (kind === TOKEN.openBrace || kind === TOKEN.openBracket) depth++
    else if (kind === TOKEN.closeBrace || kind === TOKEN.closeBracket) depth = Math.max(0, depth - 1)
    if (depth > DEEPEST || ++count > MOST_TOKENS) return token.getTokenOffset()
  }
  return undefined
}

/** True when every bracket of a text is closed by its like, whatever else is wrong with it. */
export function isBalanced(text: string): boolean {
  const expected: number[] = []
  for (const token of tokens(text)) {
    const kind = token.getToken() as number
    if (kind === TOKEN.openBrace) expected.push(TOKEN.closeBrace)
    else if (kind === TOKEN.openBracket) expected.push(TOKEN.closeBracket)
    else if ((kind === TOKEN.closeBrace || kind === TOKEN.closeBracket) && expected.pop() !== kind)
      return false
  }
  return expected.length === 0
}
