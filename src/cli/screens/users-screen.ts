import type { UserInfo } from '../../control/methods.ts'
import { bytes, clockTime, dayOfYearAndTime, duration } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { escapeForTerminal } from '../escape.ts'
import { table } from './table.ts'

/**
 * Who is online, in order of joining.
 *
 * @param now  connections of the last day show the time, older ones the date too
 */
export function usersScreen(users: readonly UserInfo[], now: Date): string {
  if (users.length === 0) return t('commands.users.nobody')
  const columns = [
    { head: t('commands.table.name'), most: 22 },
    { head: t('commands.table.address') },
    { head: t('commands.table.port'), align: 'right' as const },
    { head: t('commands.table.since') },
    { head: t('commands.table.silent'), align: 'right' as const },
    { head: t('commands.table.notes') },
  ]
  const rows = users.map((user) => [
    shownName(user),
    escapeForTerminal(user.ip),
    String(user.port),
    since(user.connectedAt, now),
    duration(user.silentFor, 1),
    notes(user),
  ])
  return `${table(columns, rows)}\n${t('commands.users.count', { count: users.length })}`
}

/** More of them in one line are counted. */
const MOST_IN_LINE = 8

/** The users in one line: `alice (10.0.0.7), bob (10.0.0.8), and 3 more`. */
export function whoScreen(users: readonly UserInfo[]): string {
  const shown = users
    .slice(0, MOST_IN_LINE)
    .map((user) => `${shownName(user)} (${escapeForTerminal(user.ip)})`)
  const left = users.length - shown.length
  return [...shown, ...(left > 0 ? [t('commands.more', { count: left })] : [])].join(', ')
}

/** A name as a screen shows it, also where there is none yet. */
export function shownName({ name }: Pick<UserInfo, 'name'>): string {
  return name === null ? t('commands.table.unnamed') : escapeForTerminal(name)
}

function since(iso: string, now: Date): string {
  const at = new Date(iso)
  return now.getTime() - at.getTime() < 86_400_000 ? clockTime(at) : dayOfYearAndTime(at)
}

function notes(user: UserInfo): string {
  const parts = [
    user.muted && t('commands.table.muted'),
    user.tls && 'TLS',
    user.queuedBytes > 0 && t('commands.table.waiting', { bytes: bytes(user.queuedBytes) }),
  ]
  return parts.filter(Boolean).join(', ')
}
