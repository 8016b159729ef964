import type { Hop } from '../../client/hop.ts'

/** Test clients at every address that should work: two of them, one of which must hear the other, or one where no server lets two in. */
export interface CanaryFacts {
  readonly hops: readonly Hop[]
}
