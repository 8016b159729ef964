import type { FrameLine } from './diagnostic.ts'
import type { LineIndex } from './line-index.ts'
import type { Range } from './secrets.ts'
import { cells, printable } from './show.ts'

const WIDTH = 70
const MASK = '******'

/**
 * The line of an offset with one line before and one after it, at most 70 screen cells each, secrets masked by six
 * stars whatever their length.
 *
 * @param length  UTF-16 length of the part to mark; it ends with its line
 */
export function frameAt(
  index: LineIndex,
  secrets: readonly Range[],
  offset: number,
  length: number,
): FrameLine[] {
  const { line } = index.at(offset)
  const frame: FrameLine[] = []
  for (let number = Math.max(1, line - 1); number <= Math.min(index.count, line + 1); number++) {
    const { start, end } = index.range(number)
    if (number === line) frame.push(marked(index.text, secrets, number, start, end, offset, length))
    else if (end > start || number < index.count) {
      frame.push({ number, text: fit(masked(index.text, secrets, start, Math.min(end, start + WIDTH * 8))) })
    }
  }
  return frame
}

function marked(
  text: string,
  secrets: readonly Range[],
  number: number,
  start: number,
  end: number,
  offset: number,
  length: number,
): FrameLine {
  const [from, to] = around(secrets, Math.min(Math.max(offset, start), end), length, start, end)
  const before = masked(text, secrets, Math.max(start, from - WIDTH * 8), from)
  const within = masked(text, secrets, from, Math.min(to, from + WIDTH * 8))
  const after = masked(text, secrets, to, Math.min(end, to + WIDTH * 8))
  const left = cells(before) <= WIDTH / 2 ? before : `…${lastCells(before, WIDTH / 2 - 1)}`
  const room = WIDTH - cells(left)
  return {
    number,
    text: left + fit(within + after, room),
    mark: { left: cells(left), width: Math.max(1, Math.min(cells(within), room)) },
  }
}

/** What to mark within a line: a secret that the marks would cut through is marked as a whole. */
function around(
  secrets: readonly Range[],
  offset: number,
  length: number,
  start: number,
  end: number,
): Range {
  let from = offset
  let to = Math.min(offset + Math.max(length, 1), end)
  for (const [first, last] of secrets) {
    if (first < from && from < last) from = Math.max(first, start)
    if (first < to && to < last) to = Math.min(last, end)
  }
  return [from, to]
}

/** A part of the text as it may be shown. A secret that begins before the part has been shown by the part before. */
export function masked(text: string, secrets: readonly Range[], start: number, end: number): string {
  let shown = ''
  let at = start
  for (const [from, to] of secrets) {
    if (to <= at || from >= end) continue
    shown += printable(text.slice(at, Math.max(from, at)))
    if (from >= at || at === start) shown += MASK
    at = Math.min(to, end)
  }
  return shown + printable(text.slice(at, end))
}

function fit(text: string, width = WIDTH): string {
  if (cells(text) <= width) return text
  let kept = ''
  let used = 1
  for (const character of text) {
    used += cells(character)
    if (used > width) break
    kept += character
  }
  return `${kept}…`
}

function lastCells(text: string, width: number): string {
  const characters = [...text]
  let used = 0
  let from = characters.length
  while (from > 0) {
    used += cells(characters[from - 1] ?? '')
    if (used > width) break
    from--
  }
  return characters.slice(from).join('')
}
