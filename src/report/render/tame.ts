import { visible } from '../../logging/escape.ts'
import type { Block, Report } from '../report.ts'

/**
 * A report whose texts cannot move a cursor, turn the direction of writing or begin a line of their own where a value is
 * meant: much of it was chosen by clients, or lies in files that anybody may have written.
 */
export function tameReport(report: Report): Report {
  const { verdict, sections } = report
  return {
    ...report,
    verdict: everyText(verdict, paragraphs),
    sections: sections.map((section) => ({ ...section, blocks: section.blocks.map(tameBlock) })),
  }
}

function tameBlock(block: Block): Block {
  switch (block.kind) {
    case 'lines':
      return { ...block, lines: block.lines.map((line) => paragraphs(text(line))) }
    case 'note':
      return { ...block, text: paragraphs(text(block.text)) }
    case 'table':
      return { ...block, rows: block.rows.map((row) => row.map((cell) => visible(text(cell)))) }
    case 'pairs':
      return {
        ...block,
        rows: block.rows.map(([label, value]) => [visible(text(label)), visible(text(value))] as const),
      }
    default:
      return everyText(block, visible)
  }
}

/** Facts of a bundle may lack what their type promises. */
const text = (value: unknown) => (typeof value === 'string' ? value : String(value ?? '?'))

/** Line breaks and tabs stay what they are for the eye. */
const paragraphs = (text: string) => text.replaceAll('\t', '    ').split('\n').map(visible).join('\n')

function everyText<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T
  if (Array.isArray(value)) return value.map((item) => everyText(item, change)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, everyText(item, change)])) as T
}
