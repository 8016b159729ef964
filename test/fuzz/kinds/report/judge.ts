import assert from 'node:assert/strict'
import { FORMATS, rendered } from '../../../../src/cli/report/render.ts'
import type { Report } from '../../../../src/report/report.ts'
import { expectMarkup } from './markup.ts'
import { expectPrintable } from './printable.ts'

const MOST_TEXT = 4 << 20

/** A report can be laid out in every format, and none of its values is taken for layout. */
export function judgeReport(report: Report): void {
  for (const format of FORMATS) {
    const text = rendered(report, format, '1.0.0')
    assert.ok(text.length < MOST_TEXT, `${text.length} characters as ${format}`)
    expectPrintable(text, format)
    if (format === 'json') assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(report)))
    if (format === 'html') {
      const names = expectMarkup(text, format)
      for (const name of ['script', 'iframe', 'img', 'object', 'form']) assert.ok(!names.has(name), name)
    }
  }
}
