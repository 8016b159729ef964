import type { Verdict } from '../../doctor/verdict.ts'
import { t } from '../../messages/index.ts'
import { escapeHtml } from '../redact/encodings.ts'
import { rankedResults, type Shown } from './ranked.ts'

/** Findings as cards, most likely cause first; below, the count of every outcome. */
export function findingsHtml(verdict: Verdict): string {
  const cards = rankedResults(verdict).map(card)
  const counts = Object.entries(verdict.counts).map(
    ([outcome, count]) =>
      `<li class="${outcome}">${escapeHtml(t(`doctor.outcome.${outcome as 'pass'}`))} ${count}</li>`,
  )
  return `<ul class="counts">${counts.join('')}</ul>\n${cards.join('\n')}`
}

function card(result: Shown): string {
  const { check, outcome, message, evidence, fix, explainedBy, acknowledged } = result
  const seen = evidence.map(
    ({ text, command }) =>
      `<li>${escapeHtml(text)}${command === null ? '' : `<br><code>$ ${escapeHtml(command)}</code>`}</li>`,
  )
  const cure = fix
    ? `<p>${escapeHtml(t('doctor.fix', { fix: fix.summary }))}</p>${fix.commands.length > 0 ? `<pre tabindex="0">${escapeHtml(fix.commands.join('\n'))}</pre>` : ''}`
    : ''
  const because =
    explainedBy.length > 0
      ? `<p>${escapeHtml(t('report.explained', { checks: explainedBy.join(', ') }))}</p>`
      : ''
  const known = acknowledged
    ? `<p>${escapeHtml(`${t('doctor.acknowledgedHead')} ${acknowledged.reason} (${acknowledged.by})`)}</p>`
    : ''
  return `<article class="${outcome}">
<h3><span class="tag">${escapeHtml(t(`doctor.outcome.${outcome}`))}</span> ${escapeHtml(message)}</h3>
<p><code>${escapeHtml(check)}</code></p>
${seen.length > 0 ? `<ul>${seen.join('')}</ul>` : ''}${cure}${because}${known}
</article>`
}
