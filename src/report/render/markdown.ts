import { t } from '../../messages/index.ts'
import type { Block, Report } from '../report.ts'
import { findingsText } from './text.ts'

/** The report as Markdown, for an issue or a chat. What comes from a host is code or escaped: it cannot become markup. */
export function markdownReport(report: Report, made: string): string {
  const sections = report.sections.map(({ title, blocks }) =>
    [
      `## ${plain(title)}`,
      ...blocks.map((block) => blockMarkdown(block, report)).filter((text) => text !== ''),
    ].join('\n\n'),
  )
  const head = [
    `# ${plain(report.title)}`,
    plain(made),
    ...(report.complete ? [] : [`**${t('report.incomplete')}**`]),
  ]
  return `${[...head, ...sections].join('\n\n')}\n`
}

function blockMarkdown(block: Block, report: Report): string {
  switch (block.kind) {
    case 'pairs':
      return block.rows.map(([label, value]) => `- ${plain(label)}: ${code(value)}`).join('\n')
    case 'table':
      return table(block.head, block.rows)
    case 'lines':
      return fenced(block.lines.join('\n'))
    case 'note':
      return plain(block.text)
    case 'bars':
      return `${plain(block.title)}\n\n${block.rows
        .map(
          ({ label, parts }) =>
            `- ${code(label)} ${parts.map(({ name, count }) => `${plain(name)} ${count}`).join(', ')}`,
        )
        .join('\n')}`
    case 'findings':
      return fenced(findingsText(report))
    case 'checklist':
      return block.rows
        .map(
          ({ label, value }) =>
            `- [${value === null ? ' ' : 'x'}] ${plain(label)}: ${value === null ? '' : code(value)}`,
        )
        .join('\n')
  }
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const cell = (text: string) => (text === '' ? '' : code(text).replaceAll('|', '\\|'))
  return [line(head.map(plain)), line(head.map(() => '---')), ...rows.map((row) => line(row.map(cell)))].join(
    '\n',
  )
}

const plain = (text: string) => text.replace(/[\\`*_{}[\]<>#|~!]/g, '\\$&').replace(/\s+/g, ' ')

/** A span whose fence is longer than any in it. */
function code(text: string): string {
  const fence = '`'.repeat(longestRun(text) + 1)
  const flat = text.replace(/\s+/g, ' ')
  return `${fence}${/^`|`$/.test(flat) ? ` ${flat} ` : flat}${fence}`
}

function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${fence}text\n${text}\n${fence}`
}

const longestRun = (text: string) => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
