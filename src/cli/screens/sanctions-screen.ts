import type { Sanction, SanctionKind } from '../../control/methods.ts'
import { dayAndTime } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { escapeForTerminal } from '../escape.ts'
import { table } from './table.ts'

/** The ban or the mute list; what nobody knows, because the entry was written by hand, stays empty. */
export function sanctionsScreen(kind: SanctionKind, sanctions: readonly Sanction[]): string {
  if (sanctions.length === 0) return t(`commands.${kind}s.none`)
  const columns = [
    { head: t('commands.table.address') },
    { head: t('commands.table.until') },
    { head: t('commands.table.by'), most: 12 },
    { head: t('commands.table.at') },
    { head: t('commands.table.reason') },
  ]
  const rows = sanctions.map(({ address, until, by, at, reason }) => [
    escapeForTerminal(address),
    until === null ? t('commands.table.forGood') : dayAndTime(until),
    escapeForTerminal(by ?? ''),
    at === null ? '' : dayAndTime(at),
    escapeForTerminal(reason ?? ''),
  ])
  return `${table(columns, rows)}\n${t(`commands.${kind}s.count`, { count: sanctions.length })}`
}

/** `for good`, or until when. */
export function untilScreen({ until }: Sanction): string {
  if (until === null) return t('commands.until.forGood')
  return t('commands.until.time', { time: dayAndTime(until) })
}
