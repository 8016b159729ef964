import chalk from 'chalk'
import { clockTime, duration } from '../../messages/format.ts'
import { type MessageKey, t } from '../../messages/index.ts'
import type { Watched } from '../../top/server-watch.ts'
import { escapeForTerminal } from '../escape.ts'
import { columnsOf, cut, wrap } from '../screens/columns.ts'
import { shownName } from '../screens/users-screen.ts'
import { whyRisky } from '../targets/risks.ts'
import { placeOf } from './act.ts'
import type { Dialogue } from './dialogue.ts'
import type { View } from './view.ts'

/** The newest warnings in so many lines, the newest first. */
export function warningLines(watched: Watched, since: Date, columns: number, height: number): string[] {
  const { warnings, deaf } = watched
  const title = chalk.bold(cut(t('top.warnings', { time: clockTime(since) }), columns))
  const lines = warnings.toReversed().map(({ time, level, message }) => {
    const text = cut(`  ${clockTime(new Date(time))} ${level} ${escapeForTerminal(message)}`, columns)
    return level === 'WARNING' ? chalk.yellow(text) : chalk.red(text)
  })
  const lost =
    deaf === null
      ? []
      : [chalk.yellow(cut(`  ${t('top.deaf', { error: escapeForTerminal(deaf.message) })}`, columns))]
  const nothing = lines.length + lost.length === 0 ? [chalk.dim(`  ${t('top.noWarnings')}`)] : []
  return [title, ...lost, ...lines, ...nothing].slice(0, height)
}

/** The last lines: a question, else what came of the last key, else what can be pressed. */
export function lastLines(
  view: View,
  columns: number,
): { readonly lines: string[]; readonly cursor?: number } {
  const { dialogue, notice } = view
  if (dialogue !== null) {
    // The end is what is typed and what to press, so that is what stays in sight.
    const asked = questionOf(dialogue) + escapeForTerminal(dialogue.typed)
    const lines = wrap(asked, columns - 2).slice(-MOST_LINES)
    const cursor = columnsOf(lines.at(-1) ?? '') + (asked.endsWith(' ') ? 1 : 0)
    return { lines: lines.map((line) => chalk.bold(line)), cursor }
  }
  if (notice !== null) {
    const paint = notice.failed ? chalk.red : chalk.green
    return {
      lines: wrap(notice.text, columns)
        .slice(0, MOST_LINES)
        .map((line) => paint(line)),
    }
  }
  return { lines: [chalk.dim(cut(KEYS.map((key) => t(key)).join('  '), columns))] }
}

const MOST_LINES = 4

const KEYS = [
  'top.keys.help',
  'top.keys.quit',
  'top.keys.select',
  'top.keys.ban',
  'top.keys.mute',
  'top.keys.kick',
  'top.keys.sort',
  'top.keys.pause',
  'top.keys.other',
] as const satisfies readonly MessageKey[]

function questionOf({ action, aim, step, seconds, isWrong }: Dialogue): string {
  const { address, user, hits, risks } = aim
  if (step === 'reason') return t('top.ask.reason')
  if (step === 'duration') {
    if (isWrong) return t('top.ask.wrongDuration')
    return t('top.ask.duration', {
      action: t(action === 'ban' ? 'top.ask.ban' : 'top.ask.mute'),
      who: address,
    })
  }
  const count = hits.length
  if (action === 'kick') {
    const who =
      user === null ? escapeForTerminal(address) : `${shownName(user)} (${escapeForTerminal(placeOf(user))})`
    return t('top.ask.confirmKick', { who, count })
  }
  const until = seconds === null ? t('commands.until.forGood') : t('top.ask.for', { time: duration(seconds) })
  const question = t(action === 'ban' ? 'top.ask.confirmBan' : 'top.ask.confirmMute', {
    address,
    until,
    count,
  })
  return risks.length === 0 ? question : t('top.ask.although', { why: whyRisky(risks), question })
}
