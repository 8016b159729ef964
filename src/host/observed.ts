/** Where a fact comes from, so that a reader can look again. */
export interface Provenance {
  /** Command line or file. */
  readonly source: string
  readonly exitCode?: number
  /** How long it took, in ms. */
  readonly ms: number
  /** ISO 8601 */
  readonly at: string
}

/** Why something could not be seen. `denied` is not `missing`: nothing is concluded from not being allowed to look. */
export type Unseen = 'denied' | 'missing' | 'timeout' | 'unsupported' | 'failed'

/** What was seen, or why it could not be seen. Never a guess. */
export type Observed<T> =
  | { readonly seen: true; readonly value: T; readonly from: Provenance }
  | {
      readonly seen: false
      readonly why: Unseen
      /** One sentence for whoever wants to know more; English, from the system. */
      readonly detail: string
      /** What it would take to see it, such as `root`. */
      readonly wouldNeed?: string
      readonly from: Provenance
    }

/** An {@link Observed} that was not seen. */
export function unseen(why: Unseen, detail: string, from: Provenance, wouldNeed?: string): Observed<never> {
  return { seen: false, why, detail, from, ...(wouldNeed !== undefined && { wouldNeed }) }
}
