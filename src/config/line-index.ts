/** A place for people: both 1-based, the column in code points. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Lines of a text: LF, CRLF and a lone CR end one. */
export class LineIndex {
  readonly text: string
  readonly #starts: number[] = [0]

  constructor(text: string) {
    this.text = text
    for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) this.#starts.push(index + end.length)
  }

  get count(): number {
    return this.#starts.length
  }

  /** Line and column of a UTF-16 offset; offsets outside the text count as its ends. */
  at(offset: number): Position {
    const inside = Math.min(Math.max(offset, 0), this.text.length)
    const line = this.#lineOf(inside)
    return { line: line + 1, column: codePoints(this.text.slice(this.#starts[line], inside)) + 1 }
  }

  /** First offset of a 1-based line, and the one after its last character (its line break is not part of it). */
  range(line: number): { readonly start: number; readonly end: number } {
    const start = this.#starts[line - 1] ?? this.text.length
    let end = this.#starts[line] ?? this.text.length
    while (end > start && '\r\n'.includes(this.text.charAt(end - 1))) end--
    return { start, end }
  }

  #lineOf(offset: number): number {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}

function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
