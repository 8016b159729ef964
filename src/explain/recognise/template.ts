/** A sentence with holes, ready to be looked for in what people paste. */
export interface Template {
  /** The whole text is the sentence. */
  readonly whole: RegExp
  /** The sentence stands somewhere in the text; undefined where it is too short to tell anything. */
  readonly part: RegExp | undefined
  /** Names of the holes of `whole`, in the order of its groups. */
  readonly holes: readonly string[]
  /** The same for `part`, which has none at its ends. */
  readonly partHoles: readonly string[]
  /** How much it says: the letters that are not holes, Chinese ones twice. */
  readonly weight: number
  /** The longest piece without a hole, in lower case: where it is missing, nothing else has to be looked at. */
  readonly anchor: string
  /** All of it in lower case, for who has pasted only a part. */
  readonly lower: string
}

/** A sentence of fewer letters is only recognised when it stands alone. */
const LIGHT = 6
/** With fewer letters around its holes a sentence could be anything. */
const LIGHTEST = 3
const HOLE = /\{\{(\w+)\}\}/

/**
 * One way to write things: compatibility forms (full-width letters and punctuation) replaced, typographic quotes made
 * plain, emoji and invisible letters left out, blanks made single.
 *
 * @example plain('⛔ 发言失败：你已被禁言') // '发言失败:你已被禁言'
 */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Extended_Pictographic}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’`]/g, "'")
    .replace(/^\s*>>>/, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** How much a text says: its letters, Chinese ones twice. */
export function weigh(literal: string): number {
  return [...literal.replace(/\s/g, '')].reduce((sum, letter) => sum + (letter > '\u2e80' ? 2 : 1), 0)
}

/** @param text  with `{{name}}` for what varies; undefined comes back for one that is nothing else */
export function template(text: string): Template | undefined {
  const whole = plain(text)
  const pieces = whole.split(new RegExp(HOLE, 'g'))
  const literals = pieces.filter((_, at) => at % 2 === 0)
  const holes = pieces.filter((_, at) => at % 2 === 1)
  const weight = literals.reduce((sum, literal) => sum + weigh(literal), 0)
  if (weight < (holes.length === 0 ? 1 : LIGHTEST)) return undefined
  const first = literals.findIndex((literal) => literal.trim() !== '')
  const last = literals.findLastIndex((literal) => literal.trim() !== '')
  return {
    whole: new RegExp(`^${literals.map(escaped).join('(.+?)')}$`, 'isu'),
    part: weight < LIGHT ? undefined : partial(literals.slice(first, last + 1)),
    holes,
    partHoles: holes.slice(first, last),
    weight,
    lower: whole.toLowerCase(),
    anchor: literals
      .reduce((a, b) => (b.trim().length > a.trim().length ? b : a))
      .trim()
      .toLowerCase(),
  }
}

/** Blanks may be missing or doubled. */
const escaped = (literal: string) => literal.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/ /g, '\\s*')

/** Holes at the ends would take in everything; inside, no more than a line's worth. */
function partial(literals: readonly string[]): RegExp {
  const source = literals.map(escaped).join('(.{0,300}?)')
  const open = /^\w/.test(literals[0] ?? '') ? '(?<![A-Za-z0-9])' : ''
  const shut = /\w$/.test(literals.at(-1) ?? '') ? '(?![A-Za-z0-9])' : ''
  return new RegExp(`${open}${source}${shut}`, 'isu')
}
