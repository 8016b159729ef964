import { unseen } from '../../host/observed.ts'
import { defineCollector } from '../collector.ts'

/** The service unit (guide, checklist 1; problems 1 and 2): found already, because it says which server is meant. */
export const unitCollector = defineCollector({
  fact: 'unit',
  timeoutMs: 100,
  async collect(_host, { unit, unitIsMeant, unitName }) {
    if (!unit.seen) return unit
    if (!unitIsMeant)
      return unseen('unsupported', `${unitName}.service runs another configuration`, unit.from)
    return { seen: true, value: unit.value.facts, from: unit.from }
  },
})
