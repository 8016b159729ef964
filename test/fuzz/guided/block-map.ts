/** What V8 reports of a script, be it by the inspector of this process, by that of another one, or in a file. */
export interface ScriptCoverage {
  readonly url: string
  readonly functions: readonly FunctionCoverage[]
}

interface FunctionCoverage {
  /** The function itself, then the blocks in it that ran more or less often; what is inner stands behind what is outer. */
  readonly ranges: readonly {
    readonly startOffset: number
    readonly endOffset: number
    readonly count: number
  }[]
}

/** A place in the sources that was not reached before: a function and an offset in it. */
export interface Place {
  readonly of: string
  readonly offset: number
}

interface Known {
  /** By offset in the function, whether it was ever reached. */
  readonly reached: Uint8Array
  /** Where blocks begin and end, as far as V8 has told. */
  readonly blocks: Map<string, number>
  /** Forms in which the function has run; looking at one again tells nothing. */
  readonly forms: Set<string>
}

/**
 * All that was reached so far. V8 leaves out the blocks that ran as often as what is around them, so that the blocks of two
 * reports do not compare; the characters of the sources do.
 */
export class BlockMap {
  readonly #functions = new Map<string, Known>()

  /** Where a report goes beyond what was reached. */
  news(report: readonly ScriptCoverage[]): Place[] {
    const places: Place[] = []
    for (const [of, form, ranges] of functionsOf(report)) {
      const known = this.#functions.get(of)
      if (known?.forms.has(form)) continue
      const ran = painted(ranges)
      for (let offset = 0, inside = false; offset < ran.length; offset++) {
        const isNew = ran[offset] === 1 && known?.reached[offset] !== 1
        if (isNew && !inside) places.push({ of, offset })
        inside = isNew
      }
    }
    return places
  }

  /** Takes a report into account. */
  add(report: readonly ScriptCoverage[]): void {
    for (const [of, form, ranges] of functionsOf(report)) {
      const ran = painted(ranges)
      let known = this.#functions.get(of)
      if (known?.forms.has(form)) continue
      known ??= { reached: new Uint8Array(ran.length), blocks: new Map(), forms: new Set() }
      this.#functions.set(of, known)
      known.forms.add(form)
      const start = ranges[0]?.startOffset ?? 0
      for (const { startOffset, endOffset } of ranges)
        known.blocks.set(`${startOffset}-${endOffset}`, startOffset - start)
      ran.forEach((value, offset) => {
        if (value === 1) known.reached[offset] = 1
      })
    }
  }

  /** Whether a report reaches all of these places. */
  static reaches(report: readonly ScriptCoverage[], places: readonly Place[]): boolean {
    const wanted = Map.groupBy(places, ({ of }) => of)
    for (const [of, , ranges] of functionsOf(report)) {
      const here = wanted.get(of)
      if (here === undefined) continue
      const ran = painted(ranges)
      if (here.every(({ offset }) => ran[offset] === 1)) wanted.delete(of)
    }
    return wanted.size === 0
  }

  /** Blocks that were reached, and those of which V8 has told in functions that were. */
  get blocks(): { readonly reached: number; readonly known: number } {
    let [reached, known] = [0, 0]
    for (const one of this.#functions.values()) {
      known += one.blocks.size
      for (const offset of one.blocks.values()) if (one.reached[offset] === 1) reached++
    }
    return { reached, known }
  }
}

type Ranges = FunctionCoverage['ranges']

function* functionsOf(report: readonly ScriptCoverage[]): Generator<[of: string, form: string, Ranges]> {
  for (const { url, functions } of report) {
    for (const { ranges } of functions) {
      const [whole] = ranges
      if (whole === undefined || ranges.every(({ count }) => count === 0)) continue
      const form = ranges
        .map((one) => `${one.startOffset}-${one.endOffset}${one.count > 0 ? '+' : ''}`)
        .join()
      yield [`${url}:${whole.startOffset}-${whole.endOffset}`, form, ranges]
    }
  }
}

/** By offset in the function, whether it ran. */
function painted(ranges: Ranges): Uint8Array {
  const start = ranges[0]?.startOffset ?? 0
  const ran = new Uint8Array((ranges[0]?.endOffset ?? 0) - start)
  for (const { startOffset, endOffset, count } of ranges)
    ran.fill(count > 0 ? 1 : 0, startOffset - start, endOffset - start)
  return ran
}
