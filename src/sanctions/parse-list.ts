import { isUtf8 } from 'node:buffer'
import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { parseRange } from '../chat/address.ts'
import type { Message, MessageKey } from '../messages/index.ts'

/** What a list file says, or why it cannot be used and what could be saved of it. */
export type ParsedList =
  | { readonly ok: true; readonly addresses: readonly string[] }
  | { readonly ok: false; readonly problem: Message; readonly salvaged: readonly string[] }

type Reason = Extract<MessageKey, `sanctions.broken.${string}`>

/** By jsonc-parser's name of the error. */
const REASONS: Readonly<Record<string, Reason>> = {
  CommaExpected: 'sanctions.broken.comma',
  ValueExpected: 'sanctions.broken.value',
  InvalidSymbol: 'sanctions.broken.value',
  UnexpectedEndOfString: 'sanctions.broken.quote',
  CloseBracketExpected: 'sanctions.broken.bracket',
  InvalidCommentToken: 'sanctions.broken.comment',
  UnexpectedEndOfComment: 'sanctions.broken.comment',
  EndOfFileExpected: 'sanctions.broken.after',
}
/** Members of the library's SyntaxKind, a constant enum that a single-file build cannot read. */
const STRING_LITERAL = 10
const END_OF_FILE = 17

/**
 * Reads a ban or mute list: one JSON array of strings (WIRE 13), a byte order mark aside. Strings stay as they are,
 * duplicates collapse. Stricter than the original, which took the keys of an object and the characters of a string.
 *
 * @param file the path to name in the problem
 */
export function parseList(content: Buffer, file: string): ParsedList {
  const text = content.toString('utf8').replace(/^\uFEFF/, '')
  const refuse = (key: Reason, offset: number): ParsedList => ({
    ok: false,
    problem: { key, values: { file, ...positionOf(text, offset) } },
    salvaged: salvage(text),
  })
  if (!isUtf8(content)) return refuse('sanctions.broken.encoding', text.indexOf('\uFFFD'))
  if (text.trim() === '') return refuse('sanctions.broken.empty', 0)

  const { root, errors } = treeOf(text)
  if (root?.type === 'object') return refuse('sanctions.broken.object', root.offset)
  const stranger = root?.type === 'array' && root.children?.find((child) => child.type !== 'string')
  const error = errors[0]
  // An unquoted 10.0.0.1 is a number followed by rubbish: the number is what to mend.
  if (stranger && (error === undefined || stranger.offset <= error.offset)) {
    return refuse('sanctions.broken.notString', stranger.offset)
  }
  if (root && error && error.offset >= root.offset + root.length && text[error.offset] !== undefined) {
    return refuse('sanctions.broken.after', error.offset)
  }
  if (error) {
    return refuse(REASONS[printParseErrorCode(error.error)] ?? 'sanctions.broken.syntax', error.offset)
  }
  if (root?.type !== 'array') return refuse('sanctions.broken.notArray', root?.offset ?? 0)
  return { ok: true, addresses: [...new Set(root.children?.map((child) => child.value as string))] }
}

function treeOf(text: string): { root: Node | undefined; errors: ParseError[] } {
  const errors: ParseError[] = []
  try {
    return { root: parseTree(text, errors, { disallowComments: true, allowTrailingComma: false }), errors }
  } catch {
    // Brackets nested so deeply that the parser runs out of stack.
    return { root: undefined, errors }
  }
}

/** The original's way of writing the array, to the byte: one line, without a line feed at its end (WIRE 13). */
export function formatList(addresses: readonly string[]): string {
  return `[${addresses.map((address) => JSON.stringify(address)).join(', ')}]`
}

/** Every string of a broken text that is an address or a range; what is commented out stays out. */
function salvage(text: string): string[] {
  const scanner = createScanner(text, true)
  const found = new Set<string>()
  for (let token: number = scanner.scan(); token !== END_OF_FILE; token = scanner.scan()) {
    const value = scanner.getTokenValue().replace(/^"|"$/g, '')
    if (token === STRING_LITERAL && parseRange(value.trim())) found.add(value)
  }
  return [...found]
}

function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, Math.max(0, offset)).split('\n')
  return { line: before.length, column: [...(before.at(-1) ?? '')].length + 1 }
}
