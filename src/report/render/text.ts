import { t } from '../../messages/index.ts'
import type { Block, Report } from '../report.ts'
import { rankedResults } from './ranked.ts'

const BAR = 40

/** The report as the guide's script prints it: `=== title ===`, then what was seen. Plain text for any screen or mail. */
export function textReport(report: Report, made: string): string {
  const head = [report.title, made, ...(report.complete ? [] : [t('report.incomplete')])].join('\n')
  const sections = report.sections.map(({ title, blocks }) =>
    [`=== ${title} ===`, ...blocks.map((block) => blockText(block, report))].join('\n'),
  )
  return `${[head, ...sections].join('\n\n')}\n`
}

function blockText(block: Block, report: Report): string {
  switch (block.kind) {
    case 'pairs':
      return block.rows.map(([label, value]) => `${label}: ${value}`).join('\n')
    case 'table':
      return [block.head, ...block.rows].map((row) => row.join('  ')).join('\n')
    case 'lines':
      return block.lines.join('\n')
    case 'note':
      return block.text
    case 'bars':
      return barsText(block)
    case 'findings':
      return findingsText(report)
    case 'checklist':
      return block.rows
        .map(({ label, value }) => `[${value === null ? ' ' : 'x'}] ${label}: ${value ?? '______'}`)
        .join('\n')
  }
}

/** Bars of `#`, as long as the longest is forty; letters everywhere, so that every mail program shows them. */
function barsText({ title, rows, most: limit }: Extract<Block, { kind: 'bars' }>): string {
  const sum = (parts: (typeof rows)[number]['parts']) => parts.reduce((total, { count }) => total + count, 0)
  const most = limit ?? Math.max(1, ...rows.map(({ parts }) => sum(parts)))
  const lines = rows.map(({ label, parts }) => {
    const length = Math.ceil((sum(parts) / most) * BAR)
    return `${label} ${'#'.repeat(length)} ${parts.map(({ name, count }) => `${name} ${count}`).join(', ')}`.trimEnd()
  })
  return [`${title}:`, ...lines].join('\n')
}

/** Root causes in their order, then what they explain, then what could not be judged. */
export function findingsText({ verdict }: Report): string {
  const blocks = rankedResults(verdict).map((result) => {
    const { check, outcome, message, evidence, fix, explainedBy, acknowledged } = result
    return [
      `${t(`doctor.outcome.${outcome}`)} ${check}`,
      `  ${message.replaceAll('\n', '\n  ')}`,
      ...evidence.flatMap(({ text, command }) => [
        `    ${text}`,
        ...(command === null ? [] : [`    $ ${command}`]),
      ]),
      ...(fix
        ? [`  ${t('doctor.fix', { fix: fix.summary })}`, ...fix.commands.map((command) => `    ${command}`)]
        : []),
      ...(explainedBy.length > 0 ? [`  ${t('report.explained', { checks: explainedBy.join(', ') })}`] : []),
      ...(acknowledged
        ? [`  ${t('doctor.acknowledgedHead')} ${acknowledged.reason} (${acknowledged.by})`]
        : []),
    ].join('\n')
  })
  const summary = Object.entries(verdict.counts)
    .map(([outcome, count]) => `${outcome} ${count}`)
    .join(', ')
  return [...blocks, summary].join('\n')
}
