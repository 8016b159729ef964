import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { PAGE, pageText, rowsOf } from './matrix/page.ts'
import { FAULTS } from './matrix/table.ts'

test('the matrix has a row for every fault, in their order, and nothing else', () => {
  const page = readFileSync(PAGE, 'utf8')
  const rows = rowsOf(page)
  assert.deepEqual(
    rows.map((row) => row.split(' | ')[0]),
    FAULTS.map(({ fault }) => `| ${fault}`),
  )
  assert.equal(page, pageText(rows))
})
