/** Letters that take two columns on a terminal: East Asian wide and full-width ones, and emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u
const NO_WIDTH = /\p{M}/u

/** How many columns of a terminal a text takes; it has no colours and no control characters. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const letter of text) columns += columnsOfLetter(letter)
  return columns
}

const columnsOfLetter = (letter: string) => (WIDE.test(letter) ? 2 : NO_WIDTH.test(letter) ? 0 : 1)

/** A text of at most so many columns; what is missing is shown by `…`. */
export function cut(text: string, most: number): string {
  if (columnsOf(text) <= most) return text
  return `${head(text, most - 1)}…`
}

/** Lines of at most so many columns, broken at blanks and between Chinese letters where there are any. */
export function wrap(text: string, most: number): string[] {
  const lines: string[] = []
  let rest = text
  while (columnsOf(rest) > most) {
    // at least one letter, however narrow it is
    const full = head(rest, most).length || String.fromCodePoint(rest.codePointAt(0) ?? 0).length
    let end = full
    while (end > 0 && !mayBreak(rest, end)) end--
    const line = rest.slice(0, end || full)
    lines.push(line.trimEnd())
    rest = rest.slice(line.length).trimStart()
  }
  return rest === '' && lines.length > 0 ? lines : [...lines, rest]
}

const CHINESE = /[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60]/
/** What may not begin a line, and what may not end one. */
const CLOSING = /[，。、；：？！）】》”’…\p{M}\udc00-\udfff]/u
const OPENING = /[（【《“‘]/

function mayBreak(text: string, at: number): boolean {
  const before = text[at - 1] ?? ''
  const after = text[at] ?? ''
  if (/\s/.test(before) || /\s/.test(after)) return true
  if (CLOSING.test(after) || OPENING.test(before)) return false
  return CHINESE.test(before) || CHINESE.test(after)
}

function head(text: string, most: number): string {
  let columns = 0
  let end = 0
  for (const letter of text) {
    columns += columnsOfLetter(letter)
    if (columns > most) break
    end += letter.length
  }
  return text.slice(0, end)
}

/** The text and blanks up to so many columns. */
export function padTo(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)))
}

/** Lines of at most so many columns, all of them indented; a narrow terminal still gets a few letters a line. */
export function wrapIndented(text: string, columns: number, indent: number): string[] {
  const most = Math.max(12, columns - indent)
  return text.split('\n').flatMap((line) => wrap(line, most).map((part) => ' '.repeat(indent) + part))
}
