import { setTimeout as delay } from 'node:timers/promises'
import { chatctl, type Exit } from '../../../helpers/chatctl.ts'
import type { Cage } from './cage.ts'
import type { Call } from './call.ts'
import { environmentIn } from './furnish.ts'
import { isEndless } from './verdict.ts'

/** How long one may run; those that never end by themselves are asked to then, and have as long again for it. */
export const PATIENCE_MS = 12_000
export const ENOUGH_MS = 2000

/** Starts the program for one call, in a folder that is furnished. */
export async function runCold(call: Call, folder: string, cage: Cage): Promise<Exit> {
  const { input } = call
  const { child, exit } = chatctl(folder, call.words, {
    within: cage.within,
    env: environmentIn(folder, call),
    ...(input !== undefined && { input }),
  })
  const stop = new AbortController()
  const clock = async (ms: number, signal: NodeJS.Signals) => {
    await delay(ms, undefined, { signal: stop.signal })
    child.kill(signal)
  }
  if (isEndless(call)) clock(ENOUGH_MS, 'SIGTERM').catch(() => {})
  clock(PATIENCE_MS, 'SIGKILL').catch(() => {})
  try {
    return await exit
  } finally {
    stop.abort()
  }
}
