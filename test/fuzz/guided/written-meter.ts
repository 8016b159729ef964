import { globSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ScriptCoverage } from './block-map.ts'
import { type Meter, ofSources } from './meter.ts'

/** For processes that end: Node writes what ran into the folder that `NODE_V8_COVERAGE` names. */
export class WrittenMeter implements Meter {
  #reports: ScriptCoverage[] = []

  /** Reads what a process has written, and takes it away. */
  read(folder: string): void {
    for (const name of globSync('*.json', { cwd: folder })) {
      const path = join(folder, name)
      const { result } = JSON.parse(readFileSync(path, 'utf8')) as { result: ScriptCoverage[] }
      this.#reports.push(...ofSources(result))
      rmSync(path)
    }
  }

  async take(): Promise<readonly ScriptCoverage[]> {
    const reports = this.#reports
    this.#reports = []
    return reports
  }

  close(): void {}
}
