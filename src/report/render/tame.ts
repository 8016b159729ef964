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
    case 'note':
      return everyText(block, paragraphs)
    default:
      return everyText(block, visible)
  }
}

/** Line breaks and tabs stay what they are for the eye. */
const paragraphs = (text: string) => text.replaceAll('\t', '    ').split('\n').map(visible).join('\n')

function everyText<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T
  if (Array.isArray(value)) return value.map((item) => everyText(item, change)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, everyText(item, change)])) as T
}
