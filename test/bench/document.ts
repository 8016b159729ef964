import { availableParallelism, release, type } from 'node:os'
import { median } from './measure.ts'
import type { Bench, Section } from './suite.ts'

/**
 * Puts a section between its markers in a document.
 *
 * @throws where the document has no such markers
 */
export function withSection(document: string, name: string, text: string): string {
  const [begin, end] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`]
  const [from, to] = [document.indexOf(begin), document.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`there is no place marked ${begin}`)
  return `${document.slice(0, from + begin.length)}\n${text}\n${document.slice(to)}`
}

export function markdown(section: Section, { rounds, first, others }: Bench): string {
  const { title, how, head, rows, aims } = section
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    `## ${title}`,
    '',
    how,
    '',
    line(head),
    line(head.map((_, at) => (at === 0 ? '---' : '--:'))),
    ...rows.map(line),
    '',
    ...aims.map(
      (aim) => `- ${aim.what}: ${aim.wanted}; measured ${aim.measured} (${aim.holds ? 'reached' : 'missed'})`,
    ),
    '',
    `Taken in ${rounds} rounds on ${availableParallelism()} processors, ${type()} ${release().split('-')[0]}, Node ${process.versions.node}${first ? ', before all other processes' : ''}; those took ${Math.round(median(others) * 100)} % of one processor meanwhile.`,
  ].join('\n')
}

/** The same for a terminal. */
export function screen({ title, head, rows, aims }: Section): string {
  const widths = head.map((cell, at) => Math.max(cell.length, ...rows.map((row) => row[at]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    cells.map((cell, at) => cell.padStart(widths[at] ?? 0)).join('  ')
  const judged = aims.map(
    (aim) => `${aim.holds ? 'reached' : 'MISSED '}  ${aim.what}: ${aim.wanted}, measured ${aim.measured}`,
  )
  return ['', title, line(head), ...rows.map(line), '', ...judged, ''].join('\n')
}
