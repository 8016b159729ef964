/** Which message it is: the client that said it, and its place among what that one has said. */
export interface Mark {
  readonly sender: number
  readonly turn: number
}

const DIGITS = /^(\d{1,7}) (\d{1,9})\]/
const MOST_DIGITS = 18

/**
 * Recognises the messages of one run by what stands at their beginning, where no length limit cuts it off, also in a body
 * that is not read as JSON.
 */
export class Marks {
  readonly #head: string
  readonly #headBytes: Buffer

  /** @param run  letters that no other run has */
  constructor(run: string) {
    this.#head = `[bench ${run} `
    this.#headBytes = Buffer.from(this.#head)
  }

  /** A text of so many characters. */
  text({ sender, turn }: Mark, size: number): string {
    return `${this.#head}${sender} ${turn}] `.padEnd(size, 'x')
  }

  /** The mark within a body; undefined where it has none of this run. */
  read(body: Buffer): Mark | undefined {
    const at = body.indexOf(this.#headBytes)
    if (at < 0) return undefined
    const from = at + this.#headBytes.length
    const match = DIGITS.exec(body.toString('latin1', from, from + MOST_DIGITS))
    return match === null ? undefined : { sender: Number(match[1]), turn: Number(match[2]) }
  }
}
