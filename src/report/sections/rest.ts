import { bytes, duration } from '../../messages/format.ts'
import { render, t } from '../../messages/index.ts'
import { fromFact, note, pairs, table } from '../blocks.ts'
import type { SectionMaker } from '../context.ts'

const SHOWN = 50

/** What doctor makes of it. */
export const findingsSection: SectionMaker = () => ({ id: 'findings', blocks: [{ kind: 'findings' }] })

export const versionsSection: SectionMaker = ({ facts }) => ({
  id: 'versions',
  blocks: [
    ...fromFact(facts, 'runtime', ({ chatctl, node, missing, ofUnit }) => [
      pairs([
        ['chatctl', chatctl],
        ['Node.js', node],
        [t('report.label.missing'), missing.join(', ')],
        [t('report.label.ofUnit'), ofUnit && `${ofUnit.program} ${ofUnit.version ?? '?'}`],
      ]),
    ]),
    ...fromFact(facts, 'live', ({ status }) => [
      pairs([[t('report.label.running'), status && `${status.version} (${status.compatibility})`]]),
    ]),
  ],
})

export const listsSection: SectionMaker = ({ facts }) => ({
  id: 'lists',
  blocks: fromFact(facts, 'lists', (lists) =>
    lists.flatMap(({ kind, path, exists, entries, invalid, problem }) => [
      pairs([
        [
          t(kind === 'ban' ? 'report.label.banList' : 'report.label.muteList'),
          exists ? path : `${path} (${t('report.missing')})`,
        ],
        [t('report.label.problem'), problem && render(problem)],
        [t('report.label.invalid'), invalid.join(', ')],
      ]),
      table(
        [t('report.label.address')],
        entries.slice(0, SHOWN).map((entry) => [entry]),
        t('report.noEntries'),
      ),
    ]),
  ),
})

export const crashSection: SectionMaker = ({ evidence: { crash } }) => ({
  id: 'crash',
  blocks: crash.seen
    ? [
        pairs([
          [t('report.label.time'), crash.value.time],
          [t('report.label.error'), crash.value.error],
          [t('report.label.uptime'), duration(crash.value.uptimeSeconds)],
          ['RSS', bytes(crash.value.rssBytes)],
          ['chatctl', `${crash.value.version} (Node.js ${crash.value.node})`],
        ]),
        { kind: 'lines', lines: crash.value.stack.split('\n') },
      ]
    : [
        note(
          crash.why === 'missing'
            ? t('report.noCrash')
            : t('doctor.unseen', { fact: 'last-crash.json', detail: crash.detail }),
        ),
      ],
})

/** The guide's list of what support asks for: what is known is filled in, the rest is for the person. */
export const checklistSection: SectionMaker = ({ facts, verdict, createdAt }) => {
  const version = facts.live.seen ? facts.live.value.status?.version : undefined
  const [cause] = verdict.causes
  const found = verdict.results.find(({ check }) => check === cause)
  return {
    id: 'checklist',
    blocks: [
      {
        kind: 'checklist',
        rows: [
          { label: t('report.ask.report'), value: createdAt },
          {
            label: t('report.ask.error'),
            value: found === undefined ? null : `${found.check}: ${found.message}`,
          },
          {
            label: t('report.ask.version'),
            value: version ?? (facts.runtime.seen ? facts.runtime.value.chatctl : null),
          },
          {
            label: t('report.ask.os'),
            value: facts.self.seen ? `${facts.self.value.os}, ${facts.self.value.kernel}` : null,
          },
          { label: t('report.ask.steps'), value: null },
          { label: t('report.ask.expected'), value: null },
          { label: t('report.ask.since'), value: null },
        ],
      },
    ],
  }
}
