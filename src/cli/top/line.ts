import { stripVTControlCharacters } from 'node:util'
import { columnsOf, cut } from '../screens/columns.ts'

/** Columns of a line in which colours may be. */
export function widthOf(line: string): number {
  return columnsOf(stripVTControlCharacters(line))
}

/** A plain text in exactly so many columns. */
export function cell(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  const fitting = columns > 0 ? cut(text, columns) : ''
  const blanks = ' '.repeat(Math.max(0, columns - columnsOf(fitting)))
  return align === 'left' ? fitting + blanks : blanks + fitting
}

/** A line, coloured or not, with blanks up to so many columns. */
export function padded(line: string, columns: number): string {
  return line + ' '.repeat(Math.max(0, columns - widthOf(line)))
}
