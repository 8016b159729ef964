import assert from 'node:assert/strict'
import { CHECKS } from '../../../src/doctor/catalogue.ts'
import type { Finding } from '../../../src/doctor/check.ts'
import type { CheckId } from '../../../src/doctor/check-ids.ts'
import type { Facts } from '../../../src/facts/facts.ts'
import { render } from '../../../src/messages/index.ts'

const from = { source: 'test', ms: 0, at: '2026-06-15T12:00:00.000Z' }

/** What a check says of facts, given as far as it looks at them: its findings, or why there is no verdict. */
export function judge(id: CheckId, facts: { [Name in keyof Facts]?: object }) {
  const check = CHECKS.find((one) => one.id === id)
  assert.ok(check, id)
  const all = Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, { seen: true, value, from }]),
  )
  const judged = check.judge(facts as never, all as unknown as Facts)
  if ('outcome' in judged) return { outcome: judged.outcome, why: render(judged.why), findings: [] }
  for (const finding of judged) assertShown(id, finding)
  return { outcome: 'judged' as const, why: '', findings: judged }
}

/** No text of a finding may be left with a hole in it. */
function assertShown(id: CheckId, { message, evidence, fix }: Finding): void {
  for (const text of [message, ...evidence.map((one) => one.text), ...(fix ? [fix.summary] : [])]) {
    assert.doesNotMatch(render(text), /{{|undefined|NaN|\bnull\b/, `${id}: ${text.key}`)
    assert.notEqual(render(text), text.key)
  }
  for (const command of [...evidence.map((one) => one.command ?? ''), ...(fix?.commands ?? [])]) {
    assert.doesNotMatch(command, /undefined|NaN/, id)
  }
}
