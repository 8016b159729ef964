import { collect } from '../../facts/collect.ts'
import { findTarget } from '../../facts/target.ts'
import type { ServiceCommand } from './surroundings.ts'

const DEADLINE_MS = 3000

/** How many clients the server has; null where it does not say. */
export async function connectedNow({ host, layout }: ServiceCommand, unit: string): Promise<number | null> {
  const { signal } = new AbortController()
  const config = layout.scope === 'user' ? layout.config : undefined
  const target = await findTarget(host, { config, unit, signal })
  const { live } = await collect(host, target, { names: ['live'], deadlineMs: DEADLINE_MS, signal })
  return live.seen ? (live.value.status?.connections.open ?? null) : null
}
