import { randomFrom } from '../helpers/random.ts'

/** Chance that can be repeated: the same seed throws the same numbers. */
export class Dice {
  readonly #random: (limit: number) => number

  constructor(seed: number) {
    this.#random = randomFrom(seed)
  }

  /** A whole number from 0 to below the limit. */
  below(limit: number): number {
    return this.#random(limit)
  }

  /** Whether something happens that happens once in so many times. */
  onceIn(times: number): boolean {
    return this.#random(times) === 0
  }

  pick<T>(items: readonly T[]): T {
    return items[this.#random(items.length)] as T
  }
}
