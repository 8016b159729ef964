import assert from 'node:assert/strict'
import { attack } from './attack.ts'
import type { Rules } from './expectation.ts'
import { framesOf } from './stream.ts'
import { Witness } from './witness.ts'

const CONNECTIONS_AT_ONCE = 16

/** The room of a daemon in which two innocent clients are all the time. */
export class Room {
  readonly #where: { readonly port: number; readonly rules: Rules }
  #witness: Witness | undefined
  #attacks = 0
  /** Frames that were judged. */
  frames = 0

  constructor(port: number, rules: Rules) {
    this.#where = { port, rules }
  }

  /**
   * Sends each stream over a connection of its own, several at once, and compares what becomes of each frame with what the
   * protocol says: a connection that lives or ends, and for the others the packet that is meant, or none.
   *
   * @throws at the first difference
   */
  async judge(streams: readonly Buffer[]): Promise<void> {
    this.#witness ??= await Witness.enter(this.#where.port, this.#where.rules)
    try {
      await this.#attackAll(this.#witness, streams)
    } catch (error) {
      // What he knows of this round would be held against the next one.
      this.leave()
      throw error
    }
  }

  leave(): void {
    this.#witness?.leave()
    this.#witness = undefined
  }

  async #attackAll(witness: Witness, streams: readonly Buffer[]): Promise<void> {
    witness.heard = []
    const waiting = streams.map((stream) => framesOf(stream, this.#where.rules))
    const told: string[] = []
    let free = 0
    const worker = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const outcome = await attack(this.#where, witness, next, this.#attacks++)
        this.frames += outcome.judged
        told.push(...outcome.told)
        free += outcome.free
      }
    }
    await Promise.all(Array.from({ length: CONNECTIONS_AT_ONCE }, worker))
    const heard = Map.groupBy(witness.heard, (text) => text)
    for (const [text, times] of Map.groupBy(told, (one) => one)) {
      const count = heard.get(text)?.length ?? 0
      assert.ok(count >= times.length, `heard ${count} times, not ${times.length}: ${JSON.stringify(text)}`)
    }
    const most = told.length + free
    assert.ok(
      witness.heard.length <= most,
      `${witness.heard.length} packets were delivered, not ${most} at most`,
    )
  }
}
