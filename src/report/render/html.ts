import { t } from '../../messages/index.ts'
import { escapeHtml } from '../redact/encodings.ts'
import type { Block, Report, Section } from '../report.ts'
import { barChart } from './html-bars.ts'
import { findingsHtml } from './html-findings.ts'
import { STYLE } from './html-style.ts'

/** Sections that people read first, in this order; the others follow as the guide has them. */
const FIRST = ['findings', 'growth', 'log-statistics', 'connections', 'disk']

/**
 * The report as one page: no script, no network, readable on a phone, light and dark. Findings first, then what people would
 * rather look at than read. Everything that comes from a host is escaped, and a policy in the page forbids it to load or run.
 */
export function htmlReport(report: Report, made: string): string {
  const rank = ({ id }: Section) => (FIRST.includes(id) ? FIRST.indexOf(id) : FIRST.length)
  const sections = report.sections.toSorted((a, b) => rank(a) - rank(b))
  const contents = sections
    .map(({ id, title }) => `<li><a href="#${id}">${escapeHtml(title)}</a></li>`)
    .join('')
  return `<!doctype html>
<html lang="${report.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(report.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${escapeHtml(report.title)}</h1>
<p>${escapeHtml(made)}</p>
${report.complete ? '' : `<p class="fail">${escapeHtml(t('report.incomplete'))}</p>`}
</header>
<nav aria-label="${escapeHtml(t('report.contents'))}"><ul>${contents}</ul></nav>
<main>
${sections.map((section) => sectionHtml(section, report)).join('\n')}
</main>
</body>
</html>
`
}

function sectionHtml({ id, title, blocks }: Section, report: Report): string {
  const body = blocks.map((block) => blockHtml(block, report)).filter((html) => html !== '')
  return `<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${escapeHtml(title)}</h2>
${body.join('\n')}
</section>`
}

function blockHtml(block: Block, report: Report): string {
  switch (block.kind) {
    case 'pairs':
      return block.rows.length === 0
        ? ''
        : `<dl>${block.rows.map(([label, value]) => `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd></div>`).join('')}</dl>`
    case 'table':
      return tableHtml(block.head, block.rows)
    case 'lines':
      // A region that scrolls must be reachable by keyboard.
      return `<pre tabindex="0">${escapeHtml(block.lines.join('\n'))}</pre>`
    case 'note':
      return `<p>${escapeHtml(block.text)}</p>`
    case 'bars':
      return barChart(block)
    case 'findings':
      return findingsHtml(report.verdict)
    case 'checklist':
      return `<ul class="boxes">${block.rows
        .map(
          ({ label, value }) =>
            `<li>${value === null ? '☐' : '☑'} <b>${escapeHtml(label)}</b> ${value === null ? '' : escapeHtml(value)}</li>`,
        )
        .join('')}</ul>`
  }
}

function tableHtml(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]) => row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')
  const titles = head.map((title) => `<th scope="col">${escapeHtml(title)}</th>`).join('')
  const body = rows.map((row) => `<tr>${cells(row)}</tr>`).join('')
  return `<div class="wide" tabindex="0" role="region" aria-label="${escapeHtml(head.join(', '))}"><table><thead><tr>${titles}</tr></thead><tbody>${body}</tbody></table></div>`
}
