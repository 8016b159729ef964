import type { Host } from '../host/host.ts'
import type { Observed } from '../host/observed.ts'
import type { FactName, FactValues } from './facts.ts'
import type { Target } from './target.ts'

/** Finds out one fact. It may throw and may hang: `collect` bounds both. */
export interface Collector<Name extends FactName = FactName> {
  readonly fact: Name
  /** Where the usual limit is not right. */
  readonly timeoutMs?: number
  /** @param signal  aborted at the time limit: what was started then ends */
  collect(host: Host, target: Target, signal: AbortSignal): Promise<Observed<FactValues[Name]>>
}

/** Ties the type of the value to the fact. */
export function defineCollector<Name extends FactName>(collector: Collector<Name>): Collector<Name> {
  return collector
}
