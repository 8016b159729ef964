const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']

/**
 * Numbers as bars of one line; where there are more numbers than columns, each bar is the highest of its share.
 *
 * @param floor  what the lowest bar stands for; the smallest of the numbers if it is not given
 * @param leastSpan  differences that are small beside this stay small
 */
export function sparkline(
  numbers: readonly number[],
  columns: number,
  { floor, leastSpan = 0 }: { readonly floor?: number; readonly leastSpan?: number } = {},
): string {
  if (numbers.length === 0 || columns <= 0) return ''
  const shares = inShares(numbers, columns)
  const lowest = floor ?? Math.min(...shares)
  const span = Math.max(leastSpan, Math.max(...shares) - lowest)
  const bar = (number: number) =>
    span === 0 ? 0 : Math.round(((number - lowest) / span) * (BARS.length - 1))
  return shares.map((number) => BARS[bar(number)]).join('')
}

function inShares(numbers: readonly number[], columns: number): number[] {
  if (numbers.length <= columns) return [...numbers]
  return Array.from({ length: columns }, (_, at) => {
    const from = Math.floor((at * numbers.length) / columns)
    const to = Math.floor(((at + 1) * numbers.length) / columns)
    return Math.max(...numbers.slice(from, to))
  })
}
