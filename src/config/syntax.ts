import { type Node, type ParseError, parseTree } from 'jsonc-parser'
import type { Message } from '../messages/index.ts'
import type { DiagnosticId } from './diagnostic.ts'
import { asJson } from './show.ts'
import { isBalanced } from './structure.ts'

/** One place where a text is not strict JSON. */
export interface SyntaxProblem {
  readonly id: Extract<DiagnosticId, 'config/syntax' | 'config/comment' | 'config/trailing-comma'>
  readonly offset: number
  readonly length: number
  readonly message: Message
  readonly expected?: Message
}

/** Errors looked at; whoever has more has opened something that is no configuration. */
const MOST = 200

const CODE = {
  symbol: 1,
  number: 2,
  propertyName: 3,
  value: 4,
  colon: 5,
  comma: 6,
  brace: 7,
  bracket: 8,
  end: 9,
  comment: 10,
  endOfComment: 11,
  endOfString: 12,
  endOfNumber: 13,
  unicode: 14,
  escape: 15,
  character: 16,
} as const

/**
 * Parses strictly, goes on after every error, and tells each of them once: an error that only follows from the one
 * before it is left out.
 *
 * @returns the problems in their order, and the tree of what could be understood
 */
export function parseStrictly(text: string): { root: Node | undefined; problems: SyntaxProblem[] } {
  const raw: ParseError[] = []
  const root = parseTree(text, raw, { disallowComments: true, allowTrailingComma: false })
  const problems = new Map<number, SyntaxProblem>()
  const closed = raw.length > 1 && isBalanced(text)
  for (const [index, error] of raw.slice(0, MOST).entries()) {
    const before = raw[index - 1]
    if (before !== undefined && (follows(text, before, error) || (closed && ENDINGS.includes(error.error))))
      continue
    const problem = describe(text, error)
    if (!problems.has(problem.offset)) problems.set(problem.offset, problem)
  }
  return { root, problems: [...problems.values()].sort((a, b) => a.offset - b.offset) }
}

/** What the parser says when its recovery has lost count of the brackets. */
const ENDINGS: readonly number[] = [CODE.brace, CODE.bracket, CODE.end]

function follows(text: string, before: ParseError, error: ParseError): boolean {
  const code = error.error as number
  const first = before.error as number
  if (first === CODE.propertyName && code === CODE.value) return true
  if (first === CODE.comma && code === CODE.propertyName && before.offset === error.offset) return true
  const broken: number[] = [CODE.symbol, CODE.endOfString, CODE.endOfNumber, CODE.comment]
  const wanted: number[] = [CODE.propertyName, CODE.value, CODE.colon, CODE.comma]
  const between = text.slice(before.offset + before.length, error.offset)
  if (first === CODE.comment && !endless(text.slice(before.offset, before.offset + before.length)))
    return false
  return broken.includes(first) && wanted.includes(code) && between.trim() === ''
}

const endless = (comment: string) => comment.startsWith('/*') && !comment.endsWith('*/')

function describe(text: string, { error, offset, length }: ParseError): SyntaxProblem {
  const code = error as number
  const comma = isClosing(text, offset) && (code === CODE.propertyName || code === CODE.value)
  const trailing = comma ? commaBefore(text, offset) : -1
  if (trailing >= 0) {
    const id = 'config/trailing-comma'
    return { id, offset: trailing, length: 1, message: { key: 'config.syntax.trailingComma' } }
  }
  if (code === CODE.comment) {
    return { id: 'config/comment', offset, length, message: { key: 'config.syntax.comment' } }
  }
  const id = 'config/syntax'
  if (code === CODE.symbol) return { id, offset, length, ...symbol(text.slice(offset, offset + length)) }
  if (code === CODE.comma && /\d/.test(text.charAt(offset)) && /\d/.test(text.charAt(offset - 1))) {
    return { id, offset: offset - 1, length: length + 1, message: { key: 'config.syntax.leadingZero' } }
  }
  const missing = code === CODE.comma || code === CODE.brace || code === CODE.bracket || code === CODE.colon
  const at = missing ? text.slice(0, offset).trimEnd().length : offset
  return {
    id,
    offset: at,
    length: missing ? 1 : length,
    message: { key: TEXTS[code] ?? 'config.syntax.other' },
  }
}

const TEXTS: Partial<Record<number, Message['key']>> = {
  [CODE.number]: 'config.syntax.number',
  [CODE.endOfNumber]: 'config.syntax.number',
  [CODE.propertyName]: 'config.syntax.propertyName',
  [CODE.value]: 'config.syntax.value',
  [CODE.colon]: 'config.syntax.colon',
  [CODE.comma]: 'config.syntax.comma',
  [CODE.brace]: 'config.syntax.brace',
  [CODE.bracket]: 'config.syntax.bracket',
  [CODE.end]: 'config.syntax.end',
  [CODE.endOfString]: 'config.syntax.endOfString',
  [CODE.unicode]: 'config.syntax.escape',
  [CODE.escape]: 'config.syntax.escape',
  [CODE.character]: 'config.syntax.character',
}

function symbol(word: string): Pick<SyntaxProblem, 'message' | 'expected'> {
  const message: Message = { key: 'config.syntax.symbol', values: { word: asJson(word) } }
  const meant = { true: 'true', false: 'false', null: 'null', none: 'null' }[word.toLowerCase()]
  if (meant !== undefined) return { message, expected: { key: 'config.expected.exactly', values: { meant } } }
  return /^['‘’“”`]/.test(word) ? { message, expected: { key: 'config.expected.doubleQuotes' } } : { message }
}

const isClosing = (text: string, offset: number) => '}]'.includes(text.charAt(offset) || ' ')

/** The offset of the comma that is the last thing before an offset, comments aside; -1 when something else is. */
function commaBefore(text: string, offset: number): number {
  const before = text.slice(Math.max(0, offset - 10_000), offset)
  const tail = /,(?:\s|\/\*(?:[^*]|\*(?!\/))*\*\/|\/\/[^\r\n]*[\r\n])*$/.exec(before)
  return tail === null ? -1 : offset - before.length + tail.index
}
