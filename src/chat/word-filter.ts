/**
 * Replaces every listed word by as many `*` as it has code points, also inside longer words and where two overlap
 * (protocol clause 5.3); upper and lower case differ.
 */
export type WordFilter = (text: string) => string

/** One UTF-16 unit of the listed words, with what may follow it. */
interface Step {
  readonly next: Map<number, Step>
  isEnd: boolean
}

/** Up to here one alternation tells a clean text ten times faster than the walk; beyond, it grows slower. */
const FEW_WORDS = 64

export function wordFilter(words: readonly string[]): WordFilter {
  const listed = words.filter((word) => word !== '')
  if (listed.length === 0) return (text) => text
  const root = treeOf(listed)
  const any = listed.length <= FEW_WORDS ? new RegExp(listed.map(literal).join('|')) : undefined
  return (text) => (any?.test(text) === false ? text : mask(text, root))
}

function literal(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

function treeOf(words: readonly string[]): Step {
  const root: Step = { next: new Map(), isEnd: false }
  for (const word of words) {
    let step = root
    for (let at = 0; at < word.length; at++) {
      const unit = word.charCodeAt(at)
      const next = step.next.get(unit) ?? { next: new Map(), isEnd: false }
      step.next.set(unit, next)
      step = next
    }
    step.isEnd = true
  }
  return root
}

/** End of the longest listed word that begins at `start`; `start` itself where none does. */
function endOfWord(text: string, start: number, root: Step): number {
  let end = start
  let step = root.next.get(text.charCodeAt(start))
  for (let at = start + 1; step !== undefined; at++) {
    if (step.isEnd) end = at
    step = step.next.get(text.charCodeAt(at))
  }
  return end
}

function mask(text: string, root: Step): string {
  let masked = ''
  let hiddenTo = 0
  for (let at = 0; at < text.length; ) {
    hiddenTo = Math.max(hiddenTo, endOfWord(text, at, root))
    const width = (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
    masked += at < hiddenTo ? '*' : text.slice(at, at + width)
    at += width
  }
  return masked
}
