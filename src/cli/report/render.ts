import { madeLine } from '../../report/build.ts'
import type { Artefact } from '../../report/redact/proof.ts'
import { htmlReport } from '../../report/render/html.ts'
import { markdownReport } from '../../report/render/markdown.ts'
import { tameReport } from '../../report/render/tame.ts'
import { textReport } from '../../report/render/text.ts'
import type { Report } from '../../report/report.ts'
import { jsonForTerminal } from '../escape.ts'

export const FORMATS = ['text', 'markdown', 'json', 'html'] as const
export type Format = (typeof FORMATS)[number]

/** A report in one format. */
export function rendered(report: Report, format: Format, version: string): string {
  if (format === 'json') return `${jsonForTerminal(report)}\n`
  const made = madeLine(report, version)
  const tame = tameReport(report)
  if (format === 'html') return htmlReport(tame, made)
  return format === 'markdown' ? markdownReport(tame, made) : textReport(tame, made)
}

/** A report in the formats that a bundle holds. */
export function renderings(report: Report, version: string): Artefact[] {
  return [
    { name: 'report.txt', bytes: Buffer.from(rendered(report, 'text', version)) },
    { name: 'report.html', bytes: Buffer.from(rendered(report, 'html', version)) },
    { name: 'report.md', bytes: Buffer.from(rendered(report, 'markdown', version)) },
  ]
}
