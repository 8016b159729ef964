import type { CheckResult } from '../doctor/check.ts'
import type { Verdict } from '../doctor/verdict.ts'
import type { Facts } from '../facts/facts.ts'
import type { Evidence } from './evidence/evidence.ts'
import type { Section } from './report.ts'

/** What sections are made of; all of it redacted already. */
export interface ReportContext {
  readonly facts: Facts
  readonly evidence: Evidence
  readonly results: readonly CheckResult[]
  readonly verdict: Verdict
  /** ISO 8601 */
  readonly createdAt: string
}

/** Makes one section; it lays out what was seen, and says what was not. */
export type SectionMaker = (context: ReportContext) => Omit<Section, 'title'>
