import { type Message, type MessageKey, render } from '../messages/index.ts'
import { rootCauses } from './causes.ts'
import { type CheckResult, type Evidence, type GuideRef, OUTCOMES, type Outcome } from './check.ts'
import { type CheckId, type Theme, themeOf } from './check-ids.ts'
import type { Risk } from './fix.ts'

/** Name and version of the JSON document; its schema is docs/schemas/doctor.schema.json. */
const VERDICT_SCHEMA = 'chatctl.doctor/1'

/** What `doctor --json` prints: texts in the reader's language, ids and outcomes for programs. */
export interface Verdict {
  readonly schema: typeof VERDICT_SCHEMA
  /** The gravest outcome that the exit code goes by. */
  readonly outcome: 'pass' | 'warn' | 'fail'
  readonly counts: Readonly<Record<Outcome, number>>
  /** Root causes, most likely first. */
  readonly causes: readonly CheckId[]
  readonly results: readonly ResultDocument[]
}

interface ResultDocument {
  readonly check: CheckId
  readonly theme: Theme
  readonly guide: GuideRef
  readonly outcome: Outcome
  /** Of the gravest finding; null where there is none. */
  readonly severity: 'error' | 'warning' | 'hint' | null
  /** The finding, or why it is unknown or skipped, or the claim that holds. */
  readonly message: string
  readonly evidence: readonly { readonly text: string; readonly command: string | null }[]
  readonly explainedBy: readonly CheckId[]
  /** Who knows of it and until when it counts for nothing; null for all others. */
  readonly acknowledged: { readonly reason: string; readonly by: string; readonly until: string } | null
  readonly fix: {
    readonly summary: string
    readonly commands: readonly string[]
    readonly risk: Risk
    /** Whether `--fix` can do it. */
    readonly automatic: boolean
  } | null
}

/** How many checks came to each outcome; none is left out. */
export function countOutcomes(results: readonly CheckResult[]): Record<Outcome, number> {
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>
  for (const { outcome } of results) counts[outcome]++
  return counts
}

export function overall(results: readonly CheckResult[]): Verdict['outcome'] {
  const counts = countOutcomes(results.filter(({ acknowledged }) => acknowledged === null))
  return counts.fail > 0 ? 'fail' : counts.warn > 0 ? 'warn' : 'pass'
}

/** Results as the public document. */
export function verdictOf(results: readonly CheckResult[]): Verdict {
  return {
    schema: VERDICT_SCHEMA,
    outcome: overall(results),
    counts: countOutcomes(results),
    causes: rootCauses(results).map(({ check }) => check.id),
    results: results.map(document),
  }
}

const GRAVITY = ['error', 'warning', 'hint'] as const

function document({
  check,
  outcome,
  findings,
  note,
  explainedBy,
  acknowledged,
}: CheckResult): ResultDocument {
  const severity = GRAVITY.find((grade) => findings.some((finding) => finding.severity === grade)) ?? null
  const fix = findings.find((finding) => finding.fix !== undefined)?.fix
  return {
    check: check.id,
    theme: themeOf(check.id),
    guide: check.guide,
    outcome,
    severity,
    message:
      findings.length > 0
        ? findings.map(({ message }) => render(message)).join('\n')
        : render(note ?? claimOf(check.id)),
    evidence: findings.flatMap(({ evidence }) => evidence.map(evidenceDocument)),
    explainedBy,
    acknowledged: acknowledged && {
      reason: acknowledged.reason,
      by: acknowledged.by,
      until: acknowledged.until,
    },
    fix: fix
      ? {
          summary: render(fix.summary),
          commands: fix.commands,
          risk: fix.risk,
          automatic: fix.plan !== undefined,
        }
      : null,
  }
}

function evidenceDocument({ text, command }: Evidence) {
  return { text: render(text), command: command ?? null }
}

/** The healthy state that a check claims; a test sees to it that every check has one. */
export function claimOf(id: CheckId): Message {
  return { key: `checks.${id}.claim` as MessageKey }
}
