import { unseen } from '../../host/observed.ts'
import { accountOf } from '../accounts.ts'
import { defineCollector } from '../collector.ts'
import type { UnitFacts } from '../shapes/unit.ts'
import { unusablePaths } from '../unit-paths.ts'

/** The service unit (guide, checklist 1; problems 1 and 2): found already, because it says which server is meant. */
export const unitCollector = defineCollector({
  fact: 'unit',
  async collect(host, { unit, unitIsMeant, unitName }) {
    if (!unit.seen) return unit
    if (!unitIsMeant)
      return unseen('unsupported', `${unitName}.service runs another configuration`, unit.from)
    const { facts } = unit.value
    const { user, dynamicUser } = facts
    const [account, unusable] = await Promise.all([
      user === null || dynamicUser ? null : accountOf(host, user, null),
      unusablePaths(facts),
    ])
    const userExists = user === null || dynamicUser || account !== null
    const value: UnitFacts = { ...facts, userExists, unusable }
    return { seen: true, value, from: unit.from }
  },
})
