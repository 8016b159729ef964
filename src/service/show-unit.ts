import type { UnitState } from '../facts/shapes/unit.ts'
import { isoTime, parseProperties, UNIT_PROPERTIES, unitState } from '../facts/unit-state.ts'
import type { Host } from '../host/host.ts'
import { type Observed, unseen } from '../host/observed.ts'
import type { Scope } from './layout.ts'
import { systemctl } from './systemctl.ts'

const MORE = [
  'ExecMainStartTimestamp',
  'ExecMainExitTimestamp',
  'MemoryCurrent',
  'MemoryPeak',
  'DropInPaths',
  'InvocationID',
] as const

/** A unit as its manager has it now. */
export interface UnitNow extends UnitState {
  /** ISO 8601, start of the main process */
  readonly startedAt: string | null
  /** ISO 8601, end of the main process; null while it runs */
  readonly endedAt: string | null
  /** null where the system does not count it */
  readonly memoryBytes: number | null
  readonly memoryPeakBytes: number | null
  /** Files that change the unit beside its own. */
  readonly dropIns: readonly string[]
  /** Of its newest run; by this the journal finds its words. */
  readonly invocation: string | null
}

/** Asks the manager of a unit; also for one that is not there. */
export async function showUnit(host: Host, scope: Scope, name: string): Promise<Observed<UnitNow>> {
  const properties = [...new Set<string>([...UNIT_PROPERTIES, ...MORE])].join(',')
  const argv = systemctl(scope, 'show', `${name}.service`, '--no-pager', `--property=${properties}`)
  const asked = await host.run(argv, { timeoutMs: 5000 })
  if (!asked.seen) return asked
  const property = parseProperties(asked.value.stdout)
  if (asked.value.exitCode !== 0 || property.get('LoadState') === undefined)
    return unseen('failed', asked.value.stderr.trim().split('\n')[0] ?? '', asked.from)
  const bytes = (key: string) => {
    const text = property.get(key) ?? ''
    // 2^64-1 and "[not set]" are no numbers of bytes.
    return /^\d{1,15}$/.test(text) ? Number(text) : null
  }
  const value = {
    ...unitState(name, property),
    startedAt: isoTime(property.get('ExecMainStartTimestamp')),
    endedAt: isoTime(property.get('ExecMainExitTimestamp')),
    memoryBytes: bytes('MemoryCurrent'),
    memoryPeakBytes: bytes('MemoryPeak'),
    invocation: property.get('InvocationID') || null,
    dropIns: (property.get('DropInPaths') ?? '').split(' ').filter(Boolean),
  }
  return { seen: true, value, from: asked.from }
}
