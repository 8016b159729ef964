// npm run fault-matrix: injects every fault and writes what came of it.
import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PAGE, pageText } from './page.ts'
import { FAULTS } from './table.ts'

const folder = mkdtempSync(join(tmpdir(), 'chatctl-matrix-'))
const rows = join(folder, 'rows')
writeFileSync(rows, '')
const files = globSync('test/faults/matrix-*.test.ts')
const { status } = spawnSync(process.execPath, ['--test', '--test-timeout=180000', ...files], {
  env: { ...process.env, CHATCTL_FAULT_ROWS: rows },
  stdio: 'inherit',
})
const written = readFileSync(rows, 'utf8').split('\n')
rmSync(folder, { recursive: true })
const ordered = FAULTS.map(({ fault }) => written.find((row) => row.startsWith(`| ${fault} |`)))
const isWhole = ordered.every((row) => row !== undefined)
if (status === 0 && isWhole) writeFileSync(PAGE, pageText(ordered as string[]))
else {
  console.error('Not written: every fault has to be injected here, as root on Linux, and cured.')
  process.exitCode = 1
}
