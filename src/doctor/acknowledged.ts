import { join } from 'node:path'
import type { CheckResult } from './check.ts'
import { CHECK_IDS, type CheckId } from './check-ids.ts'

/** Somebody knows of a finding and lives with it for a while. */
export interface Acknowledgement {
  readonly check: CheckId
  readonly reason: string
  readonly by: string
  /** ISO 8601 */
  readonly at: string
  /** ISO 8601; then it counts again */
  readonly until: string
}

/** The file beside config.json that keeps them. */
export function acknowledgementsPath(folder: string): string {
  return join(folder, 'doctor-acknowledged.json')
}

/**
 * Reads the content of that file; people may edit it, so what is no acknowledgement is left out.
 *
 * @throws SyntaxError where it is no JSON
 */
export function parseAcknowledgements(text: string): Acknowledgement[] {
  const value: unknown = JSON.parse(text)
  return Array.isArray(value) ? value.filter(isAcknowledgement) : []
}

function isAcknowledgement(value: unknown): value is Acknowledgement {
  if (typeof value !== 'object' || value === null) return false
  const { check, reason, by, at, until } = value as Record<string, unknown>
  const texts = [check, reason, by, at, until].every((field) => typeof field === 'string')
  return texts && CHECK_IDS.includes(check as CheckId) && !Number.isNaN(Date.parse(String(until)))
}

/** Marks the findings that are acknowledged and have not expired. They stay what they are, and count for nothing. */
export function acknowledge(
  results: readonly CheckResult[],
  known: readonly Acknowledgement[],
  nowMs: number,
): CheckResult[] {
  const inForce = new Map(
    known.filter(({ until }) => Date.parse(until) > nowMs).map((entry) => [entry.check, entry]),
  )
  return results.map((result) => {
    const found = result.outcome === 'fail' || result.outcome === 'warn'
    const acknowledged = found ? (inForce.get(result.check.id) ?? null) : null
    // What only an acknowledged finding explains must show by itself.
    return { ...result, acknowledged, explainedBy: result.explainedBy.filter((id) => !inForce.has(id)) }
  })
}
