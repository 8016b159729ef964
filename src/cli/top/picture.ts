import chalk from 'chalk'
import { clockTime } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import type { Watched } from '../../top/server-watch.ts'
import { escapeForTerminal } from '../escape.ts'
import { cut } from '../screens/columns.ts'
import { lastLines, warningLines } from './foot.ts'
import { head } from './head.ts'
import { helpPage } from './help-page.ts'
import { lists, rowsShown } from './lists.ts'
import type { Rows, View } from './view.ts'

/** A screen full of lines. */
export interface Picture {
  readonly lines: readonly string[]
  readonly cursor?: { readonly row: number; readonly column: number }
}

export interface Scene {
  readonly watched: Watched
  readonly view: View
  readonly rows: Rows
  readonly columns: number
  readonly height: number
  /** Since when warnings have been listened for. */
  readonly since: Date
  /** Seconds for which an answer is overdue; 0 where it is not. */
  readonly lateSeconds: number
}

const LEAST_COLUMNS = 40
const LEAST_ROWS = 12
/** A title and three warnings; more where there is much room. */
const warningRows = (height: number) => (height < 20 ? 2 : height < 36 ? 4 : 8)

/** What the screen shows. */
export function picture(scene: Scene): Picture {
  const { view, columns, height } = scene
  if (columns < LEAST_COLUMNS || height < LEAST_ROWS) {
    return { lines: [cut(t('top.tooSmall', { columns, rows: height }), Math.max(1, columns))] }
  }
  if (view.help) return { lines: helpPage(columns).slice(0, height) }
  const { lines: last, cursor } = lastLines(view, columns)
  const upper = upperPart(scene)
  const below = warningRows(height)
  const room = height - upper.length - below - last.length
  const middle = room > 2 ? lists(view, scene.rows, columns, room) : []
  const warnings = warningLines(scene.watched, scene.since, columns, below)
  const lines = [...upper, ...middle, ...warnings].slice(0, height - last.length)
  while (lines.length < height - last.length) lines.push('')
  return {
    lines: [...lines, ...last],
    ...(cursor !== undefined && { cursor: { row: height - 1, column: cursor } }),
  }
}

/** How many rows of the focused list are in sight, for going a page further. */
export function pageOf(scene: Scene): number {
  const room = scene.height - upperPart(scene).length - warningRows(scene.height) - 1
  return rowsShown(scene.columns, room, scene.view.focus)
}

function upperPart({ watched, view, columns, lateSeconds }: Scene): string[] {
  const upper = head(watched, columns, view.frozen !== null)
  return [...upper, ...trouble(watched, columns, lateSeconds)]
}

function trouble({ trouble }: Watched, columns: number, lateSeconds: number): string[] {
  if (trouble === null) {
    return lateSeconds > 0 ? [chalk.yellow(cut(t('top.late', { seconds: lateSeconds }), columns))] : []
  }
  const gone = t('top.gone', {
    time: clockTime(trouble.since),
    error: escapeForTerminal(trouble.error.message),
  })
  return [chalk.red.bold(cut(gone, columns)), chalk.yellow(cut(t('top.retrying'), columns))]
}
