import type { Collector } from './collector.ts'
import { configCollector } from './collectors/config.ts'
import { selfCollector } from './collectors/self.ts'
import { unitCollector } from './collectors/unit.ts'
import type { FactName } from './facts.ts'

/** Every fact with what finds it out. */
export const COLLECTORS: { readonly [Name in FactName]: Collector<Name> } = {
  self: selfCollector,
  unit: unitCollector,
  config: configCollector,
}
