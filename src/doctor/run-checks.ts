import type { Facts } from '../facts/facts.ts'
import type { Message } from '../messages/index.ts'
import { explain } from './causes.ts'
import type { Check, CheckResult, Finding, Outcome } from './check.ts'

/** Judges all facts by all checks; a check that throws becomes one crashed outcome and the rest goes on. */
export function runChecks(checks: readonly Check[], facts: Facts): CheckResult[] {
  return explain(checks.map((check) => judge(check, facts)))
}

function judge(check: Check, facts: Facts): CheckResult {
  const unseen = check.needs.map((name) => ({ name, fact: facts[name] })).find(({ fact }) => !fact.seen)
  if (unseen !== undefined && !unseen.fact.seen) {
    const { why, detail, wouldNeed } = unseen.fact
    const values = { fact: unseen.name, detail, needs: wouldNeed ?? '' }
    if (why === 'unsupported' || why === 'missing')
      return result(check, 'skipped', [], { key: 'doctor.notHere', values })
    if (why === 'timeout') return result(check, 'unknown', [], { key: 'doctor.unseenInTime', values })
    const key = wouldNeed === undefined ? 'doctor.unseen' : 'doctor.unseenNeeds'
    return result(check, 'unknown', [], { key, values })
  }
  const values = Object.fromEntries(check.needs.map((name) => [name, seenValue(facts, name)]))
  try {
    const judged = check.judge(values as never, facts)
    if ('outcome' in judged) return result(check, judged.outcome, [], judged.why)
    return result(check, outcomeOf(judged), judged, null)
  } catch (error) {
    return result(check, 'unknown', [], { key: 'doctor.crashed', values: { detail: String(error) } })
  }
}

function seenValue(facts: Facts, name: keyof Facts): unknown {
  const fact = facts[name]
  return fact.seen ? fact.value : undefined
}

/** A hint alone does not spoil a pass. */
function outcomeOf(findings: readonly Finding[]): Outcome {
  if (findings.some(({ severity }) => severity === 'error')) return 'fail'
  return findings.some(({ severity }) => severity === 'warning') ? 'warn' : 'pass'
}

function result(
  check: Check,
  outcome: Outcome,
  findings: readonly Finding[],
  note: Message | null,
): CheckResult {
  return { check, outcome, findings, note, explainedBy: [], acknowledged: null }
}
