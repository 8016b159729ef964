import { Session } from 'node:inspector'
import type { ScriptCoverage } from './block-map.ts'

/** Tells what of our sources ran. */
export interface Meter {
  /** What ran since the last call. */
  take(): Promise<readonly ScriptCoverage[]>
  close(): void
}

const SOURCES = new URL('../../../src/', import.meta.url).href
const COUNTING = { callCount: true, detailed: true }

/** The reports of our sources alone. */
const ofSources = (report: readonly ScriptCoverage[], sources = SOURCES) =>
  report.filter(({ url }) => url.startsWith(sources))

/** For what runs in this process. Functions that were compiled before are not counted exactly, so be early. */
export function meterHere(sources = SOURCES): Meter {
  const session = new Session()
  session.connect()
  session.post('Profiler.enable')
  session.post('Profiler.startPreciseCoverage', COUNTING)
  return {
    take: () =>
      new Promise((resolve, reject) => {
        session.post('Profiler.takePreciseCoverage', (error, answer) =>
          error ? reject(error) : resolve(ofSources(answer.result, sources)),
        )
      }),
    close: () => session.disconnect(),
  }
}
/**
 * For what runs in another process.
 *
 * @param url  of its inspector, as Node says it when it is started with `--inspect`
 */
export async function meterThere(url: string): Promise<Meter> {
  const socket = new WebSocket(url)
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>()
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error } = JSON.parse(String(data))
    const asked = waiting.get(id)
    waiting.delete(id)
    if (error) asked?.reject(new Error(error.message))
    else asked?.resolve(result)
  })
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('the process that is looked at has ended'))
    waiting.clear()
  })
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true })
    socket.addEventListener('error', () => reject(new Error(`no inspector at ${url}`)), { once: true })
  })
  let last = 0
  const ask = (method: string, params = {}) =>
    new Promise<unknown>((resolve, reject) => {
      waiting.set(++last, { resolve, reject })
      socket.send(JSON.stringify({ id: last, method, params }))
    })
  await ask('Profiler.enable')
  await ask('Profiler.startPreciseCoverage', COUNTING)
  return {
    take: async () =>
      ofSources(((await ask('Profiler.takePreciseCoverage')) as { result: ScriptCoverage[] }).result),
    close: () => socket.close(),
  }
}
