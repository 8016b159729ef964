import { TOKEN, tokens } from './structure.ts'
import { applyTextEdits, type TextEdit } from './text-edit.ts'

interface Piece {
  readonly kind: number
  readonly start: number
  readonly end: number
  readonly whole: boolean
}

/** The text without its comments: a comment alone on its lines goes with them. One that is never closed stays. */
export function withoutComments(text: string): string {
  const comments = pieces(text).filter(({ kind, whole }) => isComment(kind) && whole)
  return applyTextEdits(
    text,
    comments.map(({ start, end }) => gap(text, start, end)),
  )
}

/** The text without commas that stand behind the last entry of an object or a list. It must have no comments. */
export function withoutTrailingCommas(text: string): string {
  const all = pieces(text).filter(({ kind }) => !isSpace(kind))
  const edits = all.flatMap(({ kind, start, end }, index): TextEdit[] => {
    const [before, after] = [all[index - 1], all[index + 1]]
    if (kind !== TOKEN.comma || before === undefined || !isEndOfValue(before)) return []
    return after !== undefined && isClosing(after) ? [{ start, end, text: '' }] : []
  })
  return applyTextEdits(text, edits)
}

function pieces(text: string): Piece[] {
  const all: Piece[] = []
  for (const token of tokens(text)) {
    const start = token.getTokenOffset()
    all.push({
      kind: token.getToken() as number,
      start,
      end: Math.min(start + token.getTokenLength(), text.length),
      whole: (token.getTokenError() as number) === 0,
    })
  }
  return all
}

/** Takes a comment out with the blanks before it, or with its lines where nothing else stands in them. */
function gap(text: string, start: number, end: number): TextEdit {
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1
  const [rest = ''] = /[^\r\n]*/.exec(text.slice(end)) ?? []
  const before = text.slice(lineStart, start)
  if (before.trim() === '' && rest.trim() === '') {
    const [lineBreak = ''] = /^(?:\r\n|\r|\n)?/.exec(text.slice(end + rest.length)) ?? []
    return { start: lineStart, end: end + rest.length + lineBreak.length, text: '' }
  }
  const from = lineStart + before.trimEnd().length
  const joins = /[^\s{}[\],:]$/.test(text.slice(0, from)) && /^[^\s{}[\],:]/.test(text.slice(end))
  return { start: from, end, text: joins ? ' ' : '' }
}

const isComment = (kind: number) => kind === TOKEN.lineComment || kind === TOKEN.blockComment
const isSpace = (kind: number) => kind === TOKEN.space || kind === TOKEN.lineBreak
const isClosing = ({ kind }: Piece) => kind === TOKEN.closeBrace || kind === TOKEN.closeBracket
const isEndOfValue = (piece: Piece) =>
  isClosing(piece) ||
  ![TOKEN.openBrace, TOKEN.openBracket, TOKEN.comma, TOKEN.colon].some((kind) => kind === piece.kind)
