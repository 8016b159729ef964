import type { FactName, Facts, FactValues } from '../facts/facts.ts'
import type { Message } from '../messages/index.ts'
import type { Acknowledgement } from './acknowledged.ts'
import type { CheckId } from './check-ids.ts'
import type { Fix } from './fix.ts'

/** What of the troubleshooting guide a check automates: problem 1 to 11 with its cause, or a checklist. */
export interface GuideRef {
  /** null for the guide's checklists, tables and advice outside the numbered problems, and for what it does not know. */
  readonly problem: number | null
  /** The guide's own words in short, such as `端口被占用`; empty where the guide does not know it. */
  readonly cause: string
}

/** What was seen, and the command that shows it again. */
export interface Evidence {
  readonly text: Message
  readonly command?: string
}

/** What is wrong; data only. */
export interface Finding {
  /** A hint is worth knowing and does not spoil a pass. */
  readonly severity: 'error' | 'warning' | 'hint'
  readonly message: Message
  readonly evidence: readonly Evidence[]
  readonly fix?: Fix
}

/** The check does not apply here, or what it needs could not be seen well enough to say. */
export interface NoVerdict {
  readonly outcome: 'skipped' | 'unknown'
  readonly why: Message
}

/** One claim about a healthy server, judged over recorded facts: pure, no I/O, no clock. Its claim is `checks.<id>.claim`. */
export interface Check<Needs extends FactName = FactName> {
  readonly id: CheckId
  readonly guide: GuideRef
  /** Findings of it may come with a plan for `--fix`. */
  readonly automatic?: true
  /** A fact among these that was not seen makes the outcome `unknown` (or `skipped`: not to be had here) by itself. */
  readonly needs: readonly Needs[]
  /** Facts that only sharpen the verdict: `judge` looks for them among all. */
  readonly wants?: readonly FactName[]
  /** Checks whose findings this one would explain. */
  readonly clears?: readonly CheckId[]
  /** @param all  the facts under `wants` too, and always self, unit and config */
  judge(facts: Pick<FactValues, Needs>, all: Facts): readonly Finding[] | NoVerdict
}

/** Ties the type of `judge` to the facts that are named. */
export function defineCheck<const Needs extends FactName>(check: Check<Needs>): Check {
  return check as unknown as Check
}

export const OUTCOMES = ['pass', 'warn', 'fail', 'unknown', 'skipped'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** A check with what came of it. */
export interface CheckResult {
  readonly check: Check
  readonly outcome: Outcome
  readonly findings: readonly Finding[]
  /** Why it is unknown or skipped. */
  readonly note: Message | null
  /** Findings that would explain this one, root causes and what lies between. */
  readonly explainedBy: readonly CheckId[]
  /** Somebody knows of the finding: it is shown, and counts for nothing. */
  readonly acknowledged: Acknowledgement | null
}
