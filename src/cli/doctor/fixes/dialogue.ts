import type { Asking } from '../../confirm.ts'
import type { Consent } from '../../consent.ts'

/** How a fix talks to the person who started it. */
export interface Dialogue {
  readonly consent: Consent
  readonly asking: Asking
  readonly columns: number
  /** Prints lines. */
  say(...lines: readonly string[]): void
}

/** The flag that would have agreed. */
export function flagFor(isSafe: boolean): string {
  return isSafe ? '--yes' : '--yes=destructive'
}
