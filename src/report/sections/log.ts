import { bytes, clockTime, dayAndTime } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { fromFact, note, pairs, table } from '../blocks.ts'
import type { SectionMaker } from '../context.ts'
import type { RecentEntry } from '../evidence/evidence.ts'
import type { Block } from '../report.ts'

const LEVELS = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const

const line = ({ time, level, event, ip, user, message }: RecentEntry) =>
  [time, `[${level}]`, event ?? '', ip ?? '', user ?? '', message].filter(Boolean).join(' ')

/** `tail -50 server.log` (guide, diagnostic script 5), without what people said. */
export const recentLogSection: SectionMaker = ({ evidence: { recent } }) => ({
  id: 'recent-log',
  blocks: recent.seen
    ? [
        recent.value.entries.length === 0
          ? note(t('report.noEntries'))
          : { kind: 'lines', lines: recent.value.entries.map(line) },
      ]
    : [unseenNote(recent.detail, recent.wouldNeed)],
})

/** Counts by level and event, with a histogram. */
export const logStatisticsSection: SectionMaker = ({ facts, evidence: { recent } }) => ({
  id: 'log-statistics',
  blocks: [
    ...(recent.seen
      ? [
          {
            kind: 'bars' as const,
            title: t('report.label.levels'),
            rows: recent.value.intervals.map(({ from, levels }) => ({
              label: clockTime(new Date(from)).slice(0, 5),
              parts: LEVELS.map((name) => ({ name, count: levels[name] ?? 0 })).filter(
                ({ count }) => count > 0,
              ),
            })),
          },
        ]
      : []),
    ...fromFact(facts, 'log', (log) => [
      pairs([
        [t('report.label.lastHour'), tally(log.hour.byLevel)],
        [t('report.label.lastDay'), tally(log.day.byLevel)],
        [t('report.label.lastStart'), log.lastStart && dayAndTime(log.lastStart)],
        [t('report.label.lastStop'), log.lastStop && dayAndTime(log.lastStop)],
        [t('report.label.growth'), log.bytesPerDay === null ? null : bytes(log.bytesPerDay)],
        [
          t('report.label.timeouts'),
          log.heartbeatTimeouts.map(({ address, count }) => `${address} ${count}`).join(', '),
        ],
        [t('report.label.refused'), log.refused.map(({ reason, count }) => `${reason} ${count}`).join(', ')],
        [
          t('report.label.bannedAsking'),
          log.bannedAsking.map(({ address, count }) => `${address} ${count}`).join(', '),
        ],
      ]),
      table(
        [
          t('report.label.event'),
          t('report.label.level'),
          t('report.label.count'),
          t('report.label.last'),
          t('report.label.example'),
        ],
        log.troubles
          .slice(0, 20)
          .map((one) => [one.event ?? '?', one.level, String(one.count), dayAndTime(one.last), one.example]),
        t('report.noTroubles'),
      ),
    ]),
  ],
})

/** Starts, stops, edits and errors of the time that the report is about. */
export const timelineSection: SectionMaker = ({ facts, evidence: { recent } }) => ({
  id: 'timeline',
  blocks: [
    ...(recent.seen && recent.value.timeline.length > 0
      ? [{ kind: 'lines' as const, lines: recent.value.timeline.map(line) }]
      : [note(t('report.noTimeline'))]),
    ...fromFact(facts, 'config', ({ modified }) => [
      pairs([[t('report.label.configChanged'), modified && dayAndTime(modified)]]),
    ]),
  ],
})

function unseenNote(detail: string, needs: string | undefined): Block {
  const values = { fact: 'log', detail, needs: needs ?? '' }
  return note(t(needs === undefined ? 'doctor.unseen' : 'doctor.unseenNeeds', values))
}

const tally = (levels: Readonly<Partial<Record<string, number>>>) =>
  Object.entries(levels)
    .map(([level, count]) => `${level} ${count}`)
    .join(', ')
