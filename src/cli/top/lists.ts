import chalk from 'chalk'
import type { UserInfo } from '../../control/methods.ts'
import { bytes, count, duration } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import type { Peer } from '../../top/rows.ts'
import { escapeForTerminal } from '../escape.ts'
import { columnsOf } from '../screens/columns.ts'
import { shownName } from '../screens/users-screen.ts'
import { cell, padded } from './line.ts'
import type { List, Rows, View } from './view.ts'

/** From this width on both lists stand side by side; with so many lines for them, one above the other. */
const SIDE_BY_SIDE_COLUMNS = 120
const STACKED_ROWS = 24
/** A title and the heads of the columns. */
const TITLE_ROWS = 2
const PEER_COLUMNS = 46
const BETWEEN = ' │ '

interface Column<Row> {
  readonly title: string
  /** 0: what the others leave. */
  readonly columns: number
  readonly align?: 'left' | 'right'
  readonly text: (row: Row) => string
  readonly alarm?: (row: Row) => boolean
}

/** The lists in so many lines: both where there is room, else the one that has the focus. */
export function lists(view: View, rows: Rows, columns: number, height: number): string[] {
  const users = (width: number, most: number) =>
    list(view, rows, 'users', userColumns(rows.users), width, most)
  const peers = (width: number, most: number) =>
    list(view, rows, 'peers', peerColumns(rows.peers), width, most)
  if (columns >= SIDE_BY_SIDE_COLUMNS) {
    const left = columns - PEER_COLUMNS - columnsOf(BETWEEN)
    const [one, other] = [users(left, height), peers(PEER_COLUMNS, height)]
    return one.map((line, at) => padded(line, left) + chalk.dim(BETWEEN) + (other[at] ?? ''))
  }
  if (height >= STACKED_ROWS) {
    const upper = upperOf(height)
    return [...users(columns, upper), ...peers(columns, height - upper)]
  }
  return view.focus === 'users' ? users(columns, height) : peers(columns, height)
}

/** How many rows a list shows beneath its two lines of titles. */
export function rowsShown(columns: number, height: number, list: List): number {
  if (columns >= SIDE_BY_SIDE_COLUMNS || height < STACKED_ROWS) return Math.max(1, height - TITLE_ROWS)
  return (list === 'users' ? upperOf(height) : height - upperOf(height)) - TITLE_ROWS
}

const upperOf = (height: number) => Math.ceil(height * 0.6)

function list<Row>(
  view: View,
  rows: Rows,
  name: List,
  wished: readonly Column<Row>[],
  width: number,
  height: number,
): string[] {
  const all = rows[name] as readonly unknown[] as readonly Row[]
  const hasFocus = view.isLive && view.focus === name
  const shown = Math.max(1, height - TITLE_ROWS)
  const selected = rows.selected[name]
  const first = Math.max(0, Math.min(selected - Math.floor(shown / 2), all.length - shown))
  const columns = fitted(wished, width - 2)
  const body = all.slice(first, first + shown).map((row, at) => {
    const isSelected = first + at === selected
    const text = columns
      .map((column) => {
        const drawn = cell(column.text(row), column.columns, column.align)
        return column.alarm?.(row) && !(isSelected && hasFocus) ? chalk.red(drawn) : drawn
      })
      .join(' ')
    if (!isSelected || !hasFocus) return `  ${text}`
    return chalk.inverse(`> ${padded(text, width - 2)}`)
  })
  if (all.length === 0) body.push(`  ${cell(t('top.nobody'), width - 2)}`)
  const heads = columns.map(({ title, columns, align }) => cell(title, columns, align)).join(' ')
  const span =
    all.length > shown ? t('top.more', { from: first + 1, to: first + body.length, count: all.length }) : ''
  const lines = [listTitle(view, name, span, width, hasFocus), chalk.dim(`  ${heads}`), ...body]
  return [...lines, ...Array<string>(Math.max(0, height - lines.length)).fill('')].slice(0, height)
}

function listTitle(view: View, name: List, span: string, width: number, hasFocus: boolean): string {
  const what = t(`top.sort.${name === 'users' ? view.userSort : view.peerSort}`)
  const left = `${view.isLive ? (hasFocus ? '▶ ' : '  ') : ''}${t(`top.list.${name}`)}  ${t('top.sortedBy', { what })}`
  const text = cell(left, width - columnsOf(span) - 1)
  return hasFocus ? `${chalk.bold(text)} ${span}` : `${text} ${span}`
}

function fitted<Row>(columns: readonly Column<Row>[], width: number): Column<Row>[] {
  const taken = columns.reduce((sum, column) => sum + column.columns, 0) + columns.length - 1
  return columns.map((column) =>
    column.columns > 0 ? column : { ...column, columns: Math.max(4, width - taken) },
  )
}

const widest = (texts: readonly string[], least: number, most: number) =>
  texts.reduce((columns, text) => Math.max(columns, Math.min(most, columnsOf(text))), least)

function userColumns(users: readonly UserInfo[]): Column<UserInfo>[] {
  const notes = ({ muted, tls }: UserInfo) =>
    [muted && t('commands.table.muted'), tls && 'TLS'].filter(Boolean).join(' ')
  return [
    { title: t('top.column.name'), columns: 0, text: shownName },
    {
      title: t('top.column.address'),
      columns: widest(
        users.map(({ ip }) => ip),
        15,
        39,
      ),
      text: ({ ip }) => escapeForTerminal(ip),
    },
    { title: t('top.column.port'), columns: 5, align: 'right', text: ({ port }) => String(port) },
    {
      title: t('top.column.silent'),
      columns: 7,
      align: 'right',
      text: ({ silentFor }) => duration(silentFor, 1),
    },
    {
      title: t('top.column.waiting'),
      columns: 10,
      align: 'right',
      text: ({ queuedBytes }) => (queuedBytes > 0 ? bytes(queuedBytes) : '-'),
      alarm: ({ queuedBytes }) => queuedBytes > 0,
    },
    {
      title: t('top.column.notes'),
      columns: widest(users.map(notes), columnsOf(t('top.column.notes')), 10),
      text: notes,
    },
  ]
}

function peerColumns(peers: readonly Peer[]): Column<Peer>[] {
  return [
    {
      title: t('top.column.address'),
      columns: widest(
        peers.map(({ address }) => address),
        15,
        28,
      ),
      text: ({ address }) => escapeForTerminal(address),
    },
    {
      title: t('top.column.count'),
      columns: widest([t('top.column.count')], 5, 8),
      align: 'right',
      text: ({ connections }) => count(connections),
    },
    {
      title: t('top.column.waiting'),
      columns: 10,
      align: 'right',
      text: ({ queuedBytes }) => (queuedBytes > 0 ? bytes(queuedBytes) : '-'),
      alarm: ({ queuedBytes }) => queuedBytes > 0,
    },
    {
      title: t('top.column.names'),
      columns: 0,
      text: ({ names }) => names.map(escapeForTerminal).join(' '),
    },
  ]
}
