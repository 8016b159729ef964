import { Session } from 'node:inspector/promises'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * Notes a thousand times a second which function runs. The chat goes on.
 *
 * @returns the profile as Chrome's tools and others read it (`.cpuprofile`)
 * @throws the signal's reason if that was aborted
 */
export async function profileCpu(ms: number, signal: AbortSignal): Promise<string> {
  const session = new Session()
  session.connect()
  try {
    await session.post('Profiler.enable')
    await session.post('Profiler.start')
    await delay(ms, undefined, { signal })
    const { profile } = await session.post('Profiler.stop')
    return JSON.stringify(profile)
  } finally {
    session.disconnect()
  }
}
