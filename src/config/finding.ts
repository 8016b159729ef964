import type { Diagnostic } from './diagnostic.ts'
import { frameAt } from './frame.ts'
import { LineIndex } from './line-index.ts'
import { type Range, secretRanges } from './secrets.ts'

/** A finding before it knows its line: what the single judgements give. */
export interface Finding extends Omit<Diagnostic, 'line' | 'column' | 'offset' | 'frame'> {
  /** Where in the text; undefined for what has no place there, such as an environment variable. */
  readonly at: { readonly offset: number; readonly length: number } | undefined
}

/** Puts findings into their places in one text. */
export class Places {
  readonly index: LineIndex
  #secrets: readonly Range[] | undefined

  /** @param readable  false for a text in which secrets cannot be told from the rest: all of it is hidden */
  constructor(text: string, readable: boolean) {
    this.index = new LineIndex(text)
    if (!readable) this.#secrets = [[0, text.length]]
  }

  get secrets(): readonly Range[] {
    this.#secrets ??= secretRanges(this.index.text)
    return this.#secrets
  }

  /** True for an offset whose surroundings must not be quoted. */
  hides(offset: number): boolean {
    return this.secrets.some(([start, end]) => offset >= start && offset < end)
  }

  place({ at, ...finding }: Finding): Diagnostic {
    if (at === undefined) return { ...finding, line: 0, column: 0, offset: 0, frame: [] }
    const frame = frameAt(this.index, this.secrets, at.offset, at.length)
    return { ...finding, ...this.index.at(at.offset), offset: at.offset, frame }
  }
}
