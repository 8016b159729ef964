import type { Facts } from '../facts/facts.ts'
import type { JournalLine } from '../facts/shapes/journal.ts'
import type { Evidence } from './check.ts'
import { journalCommand } from './systemctl.ts'

const TELLING =
  /error|exception|traceback|cannot|could not|denied|no such|refused|in use|unusable|failed|killed|memory|错误|失败|异常|无法|找不到|被占用/i
const MOST = 3
const LONGEST = 240

/**
 * The last lines of the unit's journal that say why it ended: those of the server itself before those of systemd.
 *
 * @param wanted  which lines are of interest, where those of the last run are not
 */
export function journalEvidence({ journal, unit, self }: Facts, wanted?: RegExp): Evidence[] {
  if (!journal.seen || !unit.seen || !self.seen) return []
  const look = journalCommand(unit.value, self.value)
  const telling = (wanted === undefined ? lastRun(journal.value) : journal.value)
    .filter((line) => isTelling(line) && (wanted?.test(line.message) ?? true))
    .filter(({ message }, index, all) => all.findLastIndex((other) => other.message === message) === index)
  const own = telling.filter(({ by }) => by !== 'systemd')
  const chosen = (own.length > 0 ? own : telling).slice(-MOST)
  const last = chosen.length - 1
  return chosen.map(({ time, by, message }, index) => ({
    text: {
      key: 'doctor.journalLine',
      values: { time: time.slice(0, 19).replace('T', ' '), by, line: message.slice(0, LONGEST) },
    },
    ...(index === last && { command: look }),
  }))
}

const isTelling = ({ priority, message }: JournalLine) => priority <= 3 || TELLING.test(message)

function lastRun(lines: readonly JournalLine[]): readonly JournalLine[] {
  const start = lines.findLastIndex(
    ({ by, message }) => by === 'systemd' && /^Start(?:ing|ed) /.test(message),
  )
  return lines.slice(start + 1)
}
