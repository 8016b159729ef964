import { maskWords } from '../../host/mask-secrets.ts'
import { unseen } from '../../host/observed.ts'
import { defineCollector } from '../collector.ts'
import type { JournalLine } from '../shapes/journal.ts'
import type { UnitState } from '../shapes/unit.ts'

const LINES = 50

/** The last lines of the unit's journal (guide, problem 2: `journalctl -u chatserver -n 50`). */
export const journalCollector = defineCollector({
  fact: 'journal',
  async collect(host, { unit, unitIsMeant, unitName }, signal) {
    if (!unit.seen) return unit
    if (!unitIsMeant)
      return unseen('unsupported', `${unitName}.service runs another configuration`, unit.from)
    const argv = [
      'journalctl',
      ...linesOf(unit.value.facts),
      '-n',
      String(LINES),
      '-o',
      'json',
      '--no-pager',
    ] as const
    const asked = await host.run(argv, { timeoutMs: 2500, signal })
    if (!asked.seen) return asked
    const { stdout, stderr, exitCode } = asked.value
    const lines = stdout.split('\n').flatMap(parse)
    // To an ordinary user journalctl shows what it may, and says on the side that there is more.
    const isPartial = /not seeing messages from other users|insufficient permissions/i.test(stderr)
    if (isPartial && lines.length === 0) {
      return unseen(
        'denied',
        'the journal is not shown to this user',
        asked.from,
        'root, or the group systemd-journal',
      )
    }
    if (exitCode !== 0 && lines.length === 0)
      return unseen('failed', stderr.trim().split('\n')[0] ?? '', asked.from)
    return { seen: true, value: lines, from: asked.from }
  },
})

/** What its systemd and it itself have said. */
function linesOf({ name, isOfUser }: UnitState): string[] {
  if (!isOfUser) return ['-u', `${name}.service`]
  return [`_SYSTEMD_USER_UNIT=${name}.service`, '+', `USER_UNIT=${name}.service`]
}

/** One line of `journalctl -o json`; a message that is no UTF-8 comes as a list of bytes. */
function parse(line: string): JournalLine[] {
  if (!line.startsWith('{')) return []
  let entry: Record<string, unknown>
  try {
    entry = JSON.parse(line)
  } catch {
    return []
  }
  const microseconds = Number(entry.__REALTIME_TIMESTAMP)
  const message = Array.isArray(entry.MESSAGE) ? Buffer.from(entry.MESSAGE).toString('utf8') : entry.MESSAGE
  if (!Number.isFinite(microseconds) || typeof message !== 'string') return []
  return [
    {
      time: new Date(microseconds / 1000).toISOString(),
      priority: Number(entry.PRIORITY ?? 6),
      pid: Number(entry._PID ?? 0),
      by: String(entry.SYSLOG_IDENTIFIER ?? entry._COMM ?? ''),
      message: maskWords(message),
    },
  ]
}
