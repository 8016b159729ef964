import { dayAndTime } from '../../messages/format.ts'
import { render, t } from '../../messages/index.ts'
import { fromFact, note, octal, pairs, table } from '../blocks.ts'
import type { SectionMaker } from '../context.ts'
import type { Block } from '../report.ts'

/** `cat config.json`, without secrets (guide, diagnostic script 6). */
export const configurationSection: SectionMaker = ({ facts, evidence }) => ({
  id: 'configuration',
  blocks: [
    ...fromFact(facts, 'config', (config) => [
      pairs([
        [t('report.label.path'), config.path ?? t('report.defaults')],
        [t('report.label.changed'), config.modified && dayAndTime(config.modified)],
        [
          t('report.label.owner'),
          config.owner && `${config.owner}:${config.group ?? '?'} ${octal(config.mode)}`,
        ],
        [t('report.label.password'), config.password.enabled ? config.password.form : t('report.disabled')],
        ...Object.entries(config.origins).map(([key, origin]) => [key, origin] as const),
      ]),
      ...config.diagnostics.map(({ severity, line, column, message }) =>
        note(`${severity} ${line > 0 ? `${line}:${column} ` : ''}${render(message)}`),
      ),
    ]),
    configText(evidence.configText),
  ],
})

function configText(text: Parameters<SectionMaker>[0]['evidence']['configText']): Block {
  if (!text.seen) return note(t('doctor.unseen', { fact: 'config.json', detail: text.detail }))
  return { kind: 'lines', lines: text.value.text.trimEnd().split('\n') }
}

/** The configuration in force beside the one on disk. */
export const runningConfigSection: SectionMaker = ({ facts }) => ({
  id: 'running-config',
  blocks: fromFact(facts, 'live', ({ status, differs }) => [
    pairs([
      [t('report.label.generation'), status?.config.generation],
      [t('report.label.configError'), status?.config.error],
    ]),
    differs === null
      ? note(t('report.notAsked'))
      : table(
          [t('report.label.key'), t('report.label.needsRestart')],
          differs.map(({ key, needsRestart }) => [key, t(needsRestart ? 'report.yes' : 'report.no')]),
          t('report.sameConfig'),
        ),
  ]),
})
