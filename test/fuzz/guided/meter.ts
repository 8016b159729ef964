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
