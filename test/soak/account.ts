import assert from 'node:assert/strict'
import { readFileSync, rmSync } from 'node:fs'

const GRAVE = new Set(['WARNING', 'ERROR', 'CRITICAL'])

/** The warnings that the log must hold, because something was done that deserves them; any other one is a fault. */
export class Account {
  readonly #expected = new Map<string, { least: number; most: number }>()

  /** One more warning, or as many as told. */
  expect(event: string, least = 1, most = least): void {
    const before = this.#expected.get(event) ?? { least: 0, most: 0 }
    this.#expected.set(event, { least: before.least + least, most: before.most + most })
  }

  /**
   * Compares with what was logged, and removes the files.
   *
   * @param files  rotated files, which nobody writes to any more
   * @returns how many lines there were
   * @throws at a warning too many or too few, and at a line that is none
   */
  settle(files: readonly string[]): number {
    const seen = new Map<string, string[]>()
    let lines = 0
    for (const file of files) {
      for (const line of readFileSync(file, 'utf8').trimEnd().split('\n')) {
        lines++
        const { level, event } = JSON.parse(line)
        if (GRAVE.has(level)) seen.set(event, [...(seen.get(event) ?? []), line])
      }
      rmSync(file)
    }
    for (const event of new Set([...seen.keys(), ...this.#expected.keys()])) {
      const { least, most } = this.#expected.get(event) ?? { least: 0, most: 0 }
      const found = seen.get(event) ?? []
      assert.ok(
        found.length >= least && found.length <= most,
        `${event} was logged ${found.length} times, not ${least} to ${most}: ${found.slice(0, 3).join('\n')}`,
      )
    }
    return lines
  }
}
