import chalk from 'chalk'
import Table from 'cli-table3'
import { cut, padTo, wrap } from './columns.ts'

const BLANK = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
}

/** Width of a terminal that nobody has widened. */
const SCREEN_COLUMNS = 80

export interface Column {
  readonly head: string
  readonly align?: 'left' | 'right'
  /** Cells wider than this many columns are cut with `…`. */
  readonly most?: number
}

/**
 * Rows in columns without lines around them. Chinese letters count as two columns; every column is as wide as its
 * widest cell.
 */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const drawn = new Table({
    chars: BLANK,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colAligns: columns.map(({ align = 'left' }) => align),
  })
  drawn.push(columns.map(({ head }) => chalk.bold(head)))
  for (const row of rows)
    drawn.push(row.map((cell, at) => cut(cell, columns[at]?.most ?? Number.POSITIVE_INFINITY)))
  return trimEnds(drawn.toString())
}

/** A line of a screen that tells values: what it is about, the text, and whether it wants attention. */
export interface Labelled {
  readonly label: string
  readonly text: string
  readonly alarm?: boolean
}

const LABEL_COLUMNS = 14

/** A label and its text per line; texts too long for the screen go on below themselves. */
export function labelled(lines: readonly Labelled[]): string {
  return lines
    .flatMap(({ label, text, alarm }) => {
      const [first = '', ...more] = wrap(text, SCREEN_COLUMNS - LABEL_COLUMNS)
      const shown = alarm ? chalk.red : (part: string) => part
      const indent = ' '.repeat(LABEL_COLUMNS)
      return [
        chalk.dim(padTo(label, LABEL_COLUMNS)) + shown(first),
        ...more.map((part) => indent + shown(part)),
      ]
    })
    .join('\n')
}

const trimEnds = (text: string) => text.replace(/[ \t]+$/gm, '')
