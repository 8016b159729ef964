import { type MessageKey, t } from '../../messages/index.ts'
import { CONSOLE_TEXTS } from '../../protocol/console-texts.ts'
import { columnsOf, padTo } from '../screens/columns.ts'

/** Every command word of both versions, how it is used, and what it does. */
const PAGE: readonly (readonly [usage: string, what: MessageKey])[] = [
  ['help, ?', 'console.help.help'],
  ['clear', 'console.help.clear'],
  ['status', 'console.help.status'],
  ['list', 'console.help.list'],
  ['say TEXT', 'console.help.say'],
  ['kick IP', 'console.help.kick'],
  ['ban IP', 'console.help.ban'],
  ['mute IP', 'console.help.mute'],
  ['unban IP', 'console.help.unban'],
  ['unmute IP', 'console.help.unmute'],
  ['banlist', 'console.help.banlist'],
  ['mutelist', 'console.help.mutelist'],
  ['gmute', 'console.help.gmute'],
  ['ungmute', 'console.help.ungmute'],
  ['rename IP NAME', 'console.help.rename'],
  ['files', 'console.help.files'],
  ['save', 'console.help.save'],
  ['reload', 'console.help.reload'],
  ['shutdown', 'console.help.shutdown'],
  ['exit, quit', 'console.help.exit'],
]

/** Words that a line may begin with, for completion. */
export const COMMAND_WORDS: readonly string[] = PAGE.flatMap(([usage]) =>
  usage.replace(/ [A-Z].*/, '').split(', '),
)

const WIDTH = 76
const HALF = WIDTH / 2
const RULE = '='.repeat(WIDTH)

/** The page of commands in two columns. */
export function helpPage(): string[] {
  const cells = PAGE.map(([usage, what]) => `  ${padTo(usage, 16)}${t(what)}`)
  const rows = []
  for (let at = 0; at < cells.length; at += 2) {
    rows.push((padTo(cells[at] ?? '', HALF) + (cells[at + 1] ?? '')).trimEnd())
  }
  const title = CONSOLE_TEXTS.helpTitle
  const blanks = ' '.repeat(Math.floor((WIDTH - columnsOf(title)) / 2))
  return ['', RULE, blanks + title, RULE, ...rows, RULE, t('console.help.targets'), '']
}
