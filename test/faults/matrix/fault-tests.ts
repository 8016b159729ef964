import assert from 'node:assert/strict'
import { appendFileSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { FaultCase } from './fault-case.ts'
import { PAGE, rowsOf, rowText } from './page.ts'
import { runCase } from './run-case.ts'

/** A test for every case; its row has to be the one in the matrix, or goes to the file that is to become the new one. */
export function faultTests(cases: readonly FaultCase[]): void {
  const written = process.env.CHATCTL_FAULT_ROWS
  for (const fault of cases) {
    const skip =
      process.platform !== 'linux'
        ? 'needs Linux'
        : fault.needs === 'root' && process.getuid?.() !== 0 && 'needs root'
    test(fault.fault, { skip }, async (t) => {
      const row = rowText(await runCase(t, fault))
      if (written) return appendFileSync(written, `${row}\n`)
      assert.ok(rowsOf(readFileSync(PAGE, 'utf8')).includes(row), `npm run fault-matrix would write ${row}`)
    })
  }
}
