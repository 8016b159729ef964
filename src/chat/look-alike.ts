/**
 * Letters that look like others, by what they look like: a choice from the confusables of Unicode (UTS #39) for the scripts in
 * which people write here. Letters that NFKD turns into plain ones (full-width, mathematical, accented) need no row.
 */
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  a: 'аАαΑɑᴀ',
  b: 'вВβΒЬʙ',
  c: 'сСϲᴄ',
  d: 'ԁđᴅ',
  e: 'еЕεΕҽᴇ',
  f: 'ꜰ',
  g: 'ɡԍɢ',
  h: 'һнНΗհħʜ',
  j: 'јЈϳᴊ',
  k: 'кКκΚᴋ',
  l: 'iI1|ıіІӏӀιΙłɪʟ',
  m: 'мМΜᴍ',
  n: 'ηΝոпɴ',
  o: '0оОοΟσօøᴏ',
  p: 'рРρΡᴘ',
  q: 'ԛ',
  r: 'гʀ',
  s: 'ѕЅꜱ',
  t: 'тТτΤŧᴛ',
  u: 'υսᴜ',
  v: 'νѵѴᴠ',
  w: 'ԝωᴡ',
  x: 'хХχΧ',
  y: 'уУγΥүʏ',
  z: 'Ζᴢ',
  系: '係糸',
  统: '統',
  务: '務',
  器: '噐',
  广: '廣',
  人: '入',
  未: '末',
  你: '伱',
}

const LETTERS = new Map(
  Object.entries(LOOKS_LIKE).flatMap(([plain, others]) =>
    Array.from(others, (other) => [other, plain] as const),
  ),
)

/** What draws nothing of its own: accents, joiners, selectors, fillers, blanks. */
const UNDRAWN = /[\p{M}\p{Default_Ignorable_Code_Point}\p{Z}\u2800]/gu
/** What people put around or between the letters of a name. */
const ORNAMENT = /[\p{P}\p{Sm}\p{Sk}]/gu

/**
 * What a text looks like at a glance: two texts with the same skeleton can be taken for each other. It is for comparing
 * only, never for showing.
 *
 * @example skeleton('Аdmіn\ufe0f') === skeleton('admin')
 */
function skeleton(text: string): string {
  let seen = ''
  for (const letter of text.normalize('NFKD').replace(UNDRAWN, '')) {
    const lower = LETTERS.get(letter) ?? letter.toLowerCase()
    seen += LETTERS.get(lower) ?? lower
  }
  return seen.replaceAll('rn', 'm').replaceAll('vv', 'w')
}

/** How many different names are remembered with their answer. */
const REMEMBERED = 1024

/** Names that nobody may bear, nor anything that looks like one of them. */
export class ProtectedNames {
  readonly #skeletons: ReadonlySet<string>
  readonly #answers = new Map<string, boolean>()

  constructor(names: Iterable<string>) {
    this.#skeletons = new Set(Array.from(names, bare).filter((one) => one !== ''))
  }

  /** @param name  as it was cleaned: not long */
  covers(name: string): boolean {
    const known = this.#answers.get(name)
    if (known !== undefined) return known
    const answer = this.#skeletons.has(skeleton(name)) || this.#coversInside(name)
    if (this.#answers.size >= REMEMBERED) this.#answers.clear()
    this.#answers.set(name, answer)
    return answer
  }

  /** `[系统]:` is as good as 系统; but a single letter with a mark behind it is an ordinary name, such as `你!`. */
  #coversInside(name: string): boolean {
    const inside = bare(name)
    return [...inside].length > 1 && this.#skeletons.has(inside)
  }
}

const bare = (name: string) => skeleton(name.normalize('NFKD').replace(ORNAMENT, ''))
