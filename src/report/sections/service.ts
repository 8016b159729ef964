import { dayAndTime } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { fromFact, note, pairs } from '../blocks.ts'
import type { SectionMaker } from '../context.ts'
import type { Block } from '../report.ts'

/** `systemctl status` and the unit's journal (guide, diagnostic script 2; problem 2). */
export const serviceSection: SectionMaker = ({ facts, evidence }) => ({
  id: 'service',
  blocks: [
    ...fromFact(facts, 'unit', (unit) => [
      pairs([
        [t('report.label.unit'), `${unit.name}.service (${unit.loadState}, ${unit.enabled})`],
        [t('report.label.state'), `${unit.activeState} (${unit.subState})`],
        [t('report.label.since'), unit.since && dayAndTime(unit.since)],
        [
          t('report.label.result'),
          [
            unit.result,
            unit.exitCode === null ? '' : `exit ${unit.exitCode}`,
            unit.signal === null ? '' : `signal ${unit.signal}`,
          ]
            .filter(Boolean)
            .join(', '),
        ],
        [t('report.label.restarts'), unit.restarts],
        ['ExecStart', unit.execStart.join(' ')],
        ['User', unit.user],
        ['WorkingDirectory', unit.workingDirectory],
        ['Environment', unit.environmentNames.join(' ')],
        ['PID', unit.mainPid || null],
      ]),
    ]),
    ...(evidence.unitText.seen ? [lines(evidence.unitText.value.text)] : []),
    ...fromFact(facts, 'journal', (journal) =>
      journal.length === 0
        ? [note(t('report.noJournal'))]
        : [
            {
              kind: 'lines',
              lines: journal.map(
                ({ time, by, pid, message }) => `${dayAndTime(time)} ${by}[${pid}]: ${message}`,
              ),
            },
          ],
    ),
  ],
})

const lines = (text: string): Block => ({ kind: 'lines', lines: text.trimEnd().split('\n') })
