import { collect } from '../../src/facts/collect.ts'
import type { FactName, FactValues } from '../../src/facts/facts.ts'
import { findTarget } from '../../src/facts/target.ts'
import { liveHost } from '../../src/host/live-host.ts'

/** One fact of this machine, about the server of a configuration, as if nobody had installed a unit; it must be seen. */
export async function look<Name extends FactName>(name: Name, config: string): Promise<FactValues[Name]> {
  const { signal } = new AbortController()
  const host = liveHost({ PATH: process.env.PATH }, '/')
  const target = await findTarget(host, { config, unit: 'chatctl-none', signal })
  const facts = await collect(host, target, { names: [name], deadlineMs: 6000, signal })
  const fact = facts[name]
  if (!fact.seen) throw new Error(`${name}: ${fact.why}: ${fact.detail}`)
  return fact.value as FactValues[Name]
}
