import chalk from 'chalk'
import { type MessageKey, t } from '../../messages/index.ts'
import { wrap } from '../screens/columns.ts'
import { cell } from './line.ts'

const KEYS: readonly (readonly [keys: string, meaning: MessageKey])[] = [
  ['↑ ↓', 'top.page.up'],
  ['Tab', 'top.page.tab'],
  ['b', 'top.page.ban'],
  ['m', 'top.page.mute'],
  ['k', 'top.page.kick'],
  ['s', 'top.page.sort'],
  ['p', 'top.page.pause'],
  ['Ctrl+Z', 'top.page.stop'],
  ['q', 'top.page.quit'],
]
const MEANINGS = ['top.page.waiting', 'top.page.silent', 'top.page.eventLoop'] as const
const KEY_COLUMNS = 9

/** What the keys do and the words mean. */
export function helpPage(columns: number): string[] {
  const keys = KEYS.flatMap(([key, meaning]) =>
    wrap(t(meaning), Math.max(20, columns - KEY_COLUMNS - 1)).map(
      (line, at) => ` ${cell(at === 0 ? key : '', KEY_COLUMNS - 1)}${line}`,
    ),
  )
  const meanings = MEANINGS.flatMap((key) => wrap(t(key), columns - 1).map((line) => ` ${line}`))
  return [chalk.bold(t('top.page.title')), ...keys, '', ...meanings, '', chalk.bold(t('top.page.back'))]
}
