import { escapeHtml } from '../redact/encodings.ts'
import type { Block } from '../report.ts'

/** Names whose parts have a colour of their own; all others are counted in the plain one. */
const KINDS: Readonly<Record<string, string>> = {
  DEBUG: 'debug',
  INFO: 'info',
  WARNING: 'warn',
  ERROR: 'fail',
  CRITICAL: 'fail',
}

/**
 * Horizontal bars drawn by the style sheet alone: they need no script, scale with the letters, and are a list with its
 * numbers in words for whoever does not see them.
 */
export function barChart({ title, rows, most: limit }: Extract<Block, { kind: 'bars' }>): string {
  if (rows.length === 0) return ''
  const sum = (parts: (typeof rows)[number]['parts']) => parts.reduce((total, { count }) => total + count, 0)
  const most = limit ?? Math.max(1, ...rows.map(({ parts }) => sum(parts)))
  const items = rows.map(({ label, parts }) => {
    const bars = parts.map(({ name, count }) => {
      const percent = ((count / most) * 100).toFixed(2)
      return `<i class="${KINDS[name] ?? 'info'}" style="width:${percent}%"></i>`
    })
    const words = parts.map(({ name, count }) => `${name} ${count}`).join(', ') || '0'
    return `<li><span class="label">${escapeHtml(label)}</span><span class="bar" aria-hidden="true">${bars.join('')}</span><span class="words">${escapeHtml(words)}</span></li>`
  })
  return `<figure><figcaption>${escapeHtml(title)}</figcaption><ul class="bars">${items.join('')}</ul></figure>`
}
