import type { LiveFacts } from '../../facts/shapes/live.ts'
import type { NoVerdict } from '../check.ts'

/** What only the server itself knows: unknown where it may not be asked, and no matter where it does not run. */
export function unasked({ state, needs, status }: LiveFacts): NoVerdict | null {
  if (status !== null) return null
  if (state === 'denied') {
    const isRoots = needs === null || needs === 'root'
    const why = isRoots
      ? ({ key: 'doctor.rootMayAsk' } as const)
      : ({ key: 'doctor.mayNotAsk', values: { user: needs } } as const)
    return { outcome: 'unknown', why }
  }
  if (state === 'down' || state === 'stale') return { outcome: 'skipped', why: { key: 'doctor.notRunning' } }
  return { outcome: 'unknown', why: { key: 'doctor.noAnswer' } }
}
