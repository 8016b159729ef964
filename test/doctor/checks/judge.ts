import assert from 'node:assert/strict'
import { after } from 'node:test'
import { CHECKS } from '../../../src/doctor/catalogue.ts'
import type { CheckResult, Finding } from '../../../src/doctor/check.ts'
import type { CheckId } from '../../../src/doctor/check-ids.ts'
import { render } from '../../../src/messages/index.ts'
import { type Changes, facts, judge as judgeOne } from '../facts.ts'

/** What a check of the catalogue says of a healthy machine on which this is different; its texts have no holes. */
export function judge(id: CheckId, changes: Changes): CheckResult {
  const result = judgeOne(CHECKS, id, facts(changes))
  for (const finding of result.findings) assertShown(id, finding)
  noteFix(result)
  if (result.note) assertText(id, render(result.note), result.note.key)
  return result
}

/** Checks that were judged here and say that `--fix` can do something, with whether it ever could. */
const automatic = new Map<CheckId, boolean>()

function noteFix({ check, findings }: CheckResult): void {
  const hasPlan = findings.some(({ fix }) => fix?.plan !== undefined)
  assert.ok(!hasPlan || check.automatic, `${check.id} plans a fix and does not say so`)
  if (check.automatic) automatic.set(check.id, hasPlan || automatic.get(check.id) === true)
}

after(() => {
  const never = [...automatic].filter(([, could]) => !could).map(([id]) => id)
  assert.deepEqual(never, [], 'these say that --fix can do something, and nothing shows it')
})

/** How grave the findings are, in their order. */
export const severities = ({ findings }: CheckResult) => findings.map(({ severity }) => severity)

function assertShown(id: CheckId, { message, evidence, fix }: Finding): void {
  const texts = [message, ...evidence.map(({ text }) => text), ...(fix ? [fix.summary] : [])]
  for (const text of texts) assertText(id, render(text), text.key)
  const commands = [...evidence.map(({ command = '' }) => command), ...(fix?.commands ?? [])]
  for (const command of commands) assert.doesNotMatch(command, /undefined|NaN/, id)
}

function assertText(id: CheckId, shown: string, key: string): void {
  assert.doesNotMatch(shown, /{{|undefined|NaN|\bnull\b/, `${id}: ${key}`)
  assert.notEqual(shown, key)
}
