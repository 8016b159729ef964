/** One line of a comparison; `from` and `to` are its 1-based numbers in the two texts, where it stands in them. */
export interface DiffLine {
  readonly kind: 'same' | 'gone' | 'new'
  readonly from: number
  readonly to: number
}

/** More work than that is not worth a shorter answer: all between the first and the last difference is exchanged. */
const MOST_CELLS = 4_000_000

/** The shortest way from one list of lines to another. */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  let head = 0
  while (head < before.length && head < after.length && before[head] === after[head]) head++
  let tail = 0
  const most = Math.min(before.length, after.length) - head
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  const same = (from: number, to: number): DiffLine => ({ kind: 'same', from, to })
  return [
    ...range(head).map((index) => same(index + 1, index + 1)),
    ...between(before.slice(head, before.length - tail), after.slice(head, after.length - tail)).map(
      ({ kind, from, to }) => ({ kind, from: from + head, to: to + head }),
    ),
    ...range(tail).map((index) => same(before.length - tail + index + 1, after.length - tail + index + 1)),
  ]
}

const range = (count: number) => Array.from({ length: count }, (_, index) => index)

function between(before: readonly string[], after: readonly string[]): DiffLine[] {
  const width = after.length + 1
  const isHuge = before.length * after.length > MOST_CELLS
  const common = isHuge ? new Uint32Array(0) : commonTails(before, after)
  const lines: DiffLine[] = []
  let from = 0
  let to = 0
  while (from < before.length || to < after.length) {
    const more = (at: number) => common[at] ?? 0
    if (!isHuge && from < before.length && to < after.length && before[from] === after[to]) {
      lines.push({ kind: 'same', from: ++from, to: ++to })
    } else if (
      from < before.length &&
      (to === after.length || more((from + 1) * width + to) >= more(from * width + to + 1))
    ) {
      lines.push({ kind: 'gone', from: ++from, to })
    } else {
      lines.push({ kind: 'new', from, to: ++to })
    }
  }
  return lines
}

/** Length of the longest common subsequence of what comes after each pair of places. */
function commonTails(before: readonly string[], after: readonly string[]): Uint32Array {
  const width = after.length + 1
  const lengths = new Uint32Array((before.length + 1) * width)
  for (let from = before.length - 1; from >= 0; from--) {
    for (let to = after.length - 1; to >= 0; to--) {
      const next = lengths[(from + 1) * width + to + 1] ?? 0
      lengths[from * width + to] =
        before[from] === after[to]
          ? next + 1
          : Math.max(lengths[(from + 1) * width + to] ?? 0, lengths[from * width + to + 1] ?? 0)
    }
  }
  return lengths
}
