import type { FactName, Facts, FactValues } from '../facts/facts.ts'
import type { Message } from '../messages/index.ts'

export const THEMES = [
  'service',
  'config',
  'network',
  'storage',
  'host',
  'security',
  'chat',
  'maintenance',
] as const
export type Theme = (typeof THEMES)[number]

/** Public and permanent, such as `network/port-held-by-other`. */
export type CheckId = `${Theme}/${string}`

/** What of the troubleshooting guide a check automates: problem 1 to 11 with its cause, or a checklist. */
export interface GuideRef {
  readonly problem: number | null
  /** The guide's own words in short, such as `端口被占用`. */
  readonly cause: string
}

export type Severity = 'error' | 'warning' | 'hint'

/** What was seen, and the command that shows it again. */
export interface Evidence {
  readonly text: Message
  readonly command?: string
}

/** One step of a fix; shown before it is done, done exactly as shown, and undone in reverse. */
export type Change =
  | {
      readonly do: 'write'
      readonly path: string
      readonly before: string | null
      readonly after: string
      readonly mode?: number
      readonly secret?: boolean
    }
  | {
      readonly do: 'make-folder'
      readonly path: string
      readonly mode: number
      readonly uid?: number
      readonly gid?: number
    }
  | {
      readonly do: 'own'
      readonly path: string
      readonly before: { readonly uid: number; readonly gid: number; readonly mode: number }
      readonly after: { readonly uid: number; readonly gid: number; readonly mode: number }
    }
  | { readonly do: 'remove'; readonly path: string }
  | { readonly do: 'move'; readonly from: string; readonly to: string }
  | { readonly do: 'compress'; readonly from: string; readonly to: string }
  | {
      readonly do: 'run'
      readonly argv: readonly [string, ...string[]]
      readonly undo?: readonly [string, ...string[]]
    }

export interface Fix {
  readonly summary: Message
  /** What to type, in order; prose is rendered from these. */
  readonly commands: readonly string[]
  readonly risk: 'safe' | 'interrupts-users' | 'destructive'
  /** What `--fix` would change on this host; shown as a diff. Without it there is only the text. */
  plan?(): Promise<readonly Change[]>
}

/** What is wrong; data only. */
export interface Finding {
  readonly severity: Severity
  readonly message: Message
  readonly evidence: readonly Evidence[]
  readonly fix?: Fix
}

/** The check does not apply here. */
export interface Skip {
  readonly skip: Message
}

/** One claim about a healthy server, judged over recorded facts: pure, no I/O, no clock. */
export interface Check<Needs extends FactName = FactName> {
  readonly id: CheckId
  /** The healthy state, in one sentence. */
  readonly claim: Message
  readonly guide: GuideRef
  /** A fact among these that was not seen makes the outcome `unknown` by itself. */
  readonly needs: readonly Needs[]
  /** Checks whose findings this one would explain. */
  readonly clears?: readonly CheckId[]
  judge(facts: Pick<FactValues, Needs>, all: Facts): readonly Finding[] | Skip
}

/** Ties the type of `judge` to the facts that are named. */
export function defineCheck<const Needs extends FactName>(check: Check<Needs>): Check {
  return check as unknown as Check
}

export type Outcome = 'pass' | 'warn' | 'fail' | 'unknown' | 'skipped'

/** A check with what came of it. */
export interface CheckResult {
  readonly check: Check
  readonly outcome: Outcome
  readonly findings: readonly Finding[]
  /** Why it is unknown, skipped, or crashed. */
  readonly note: Message | null
  /** Root causes first; filled by causes.ts. */
  readonly explainedBy: readonly CheckId[]
}
