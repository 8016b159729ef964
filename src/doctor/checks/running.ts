import type { Facts } from '../../facts/facts.ts'

/** Whether the server runs for certain. */
export function isRunning({ unit }: Facts): boolean {
  return unit.seen && unit.value.activeState === 'active'
}
