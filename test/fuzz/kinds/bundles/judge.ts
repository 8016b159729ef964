import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { present } from '../../../../src/cli/doctor/outputs.ts'
import { readBundle, reportOn } from '../../../../src/cli/report/from-bundle.ts'
import { CHECKS } from '../../../../src/doctor/catalogue.ts'
import { OUTCOMES } from '../../../../src/doctor/check.ts'
import { junitReport } from '../../../../src/doctor/formats/junit.ts'
import { runChecks } from '../../../../src/doctor/run-checks.ts'
import { verdictOf } from '../../../../src/doctor/verdict.ts'
import { ChatctlError } from '../../../../src/errors/chatctl-error.ts'
import type { FactsRecord } from '../../../../src/report/bundle/record.ts'
import { judgeReport } from '../report/judge.ts'
import { expectMarkup } from '../report/markup.ts'
import { expectPrintable } from '../report/printable.ts'

/** Far more than any honest report has. */
const MOST_TEXT = 4 << 20

/** A bundle is refused by the documented error, or judged and reported on; nothing is written anywhere. */
export async function judgeBundle(packed: Buffer): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'chatctl-fuzz-'))
  try {
    const path = join(folder, 'bundle.tar.gz')
    writeFileSync(path, packed)
    const record = await read(path)
    if (record !== undefined) judgeRecord(record)
    assert.deepEqual(readdirSync(folder), ['bundle.tar.gz'], 'something was unpacked')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function read(path: string): Promise<FactsRecord | undefined> {
  try {
    return await readBundle(path)
  } catch (error) {
    assert.ok(
      error instanceof ChatctlError && error.id === 'report/bad-bundle',
      String((error as Error).stack),
    )
    expectPrintable(error.message, 'the refusal')
    return undefined
  }
}

function judgeRecord(record: FactsRecord): void {
  const results = runChecks(CHECKS, record.facts)
  assert.equal(results.length, CHECKS.length, 'a check without a result')
  const verdict = verdictOf(results)
  const run = { results, verdict, changes: null, at: 0, ms: 1, isOrdinaryUser: false }
  const flags = { json: false, nagios: false, prometheus: false, strict: false, verbose: true }
  const shown = (chosen: Partial<typeof flags>) => present(run, { ...flags, ...chosen }, 80)
  const screen = shown({})
  assert.ok(
    screen.text.length < MOST_TEXT && [0, 1, 2].includes(screen.exitCode),
    `exit code ${screen.exitCode}`,
  )
  expectPrintable(screen.text, 'the screen')
  const json = shown({ json: true })
  expectPrintable(json.text, 'the JSON document')
  assert.deepEqual(JSON.parse(json.text), JSON.parse(JSON.stringify(verdict)), 'the JSON document')
  for (const result of results) assert.ok(OUTCOMES.includes(result.outcome), result.outcome)
  const nagios = shown({ nagios: true })
  expectPrintable(nagios.text, 'the answer to Nagios')
  assert.match(nagios.text, /^CHATCTL (?:OK|WARNING|CRITICAL|UNKNOWN) - [^|\n]* \| pass=\d+ [^|]*$/)
  for (const line of shown({ prometheus: true }).text.trimEnd().split('\n'))
    assert.match(line, /^(?:# (?:HELP|TYPE) \w+ .+|\w+(?:\{\w+="[\w/.-]+"(?:,\w+="[\w/.-]+")*\})? [\d.]+)$/)
  expectMarkup(junitReport(verdict, false).replace(/^<\?xml[^>]*\?>/, ''), 'JUnit')
  judgeReport(reportOn(record).report)
}
