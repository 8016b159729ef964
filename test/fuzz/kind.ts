import type { Dice } from './dice.ts'

/** One kind of input: what it starts from, how it is changed, and what must be true of whatever comes of it. */
export interface Kind {
  readonly name: string
  /** Inputs between two looks at what they reached. */
  readonly batch: number
  /** How often a kept input may be run again to make it smaller. */
  readonly patience: number
  /** What lies in the corpus by hand. */
  seeds(): readonly Buffer[]
  /** Another input, made of this one and perhaps of a part of another one. */
  mutate(input: Buffer, dice: Dice, others: readonly Buffer[]): Buffer
  /** @throws where one of them is not treated as it must be */
  judge(inputs: readonly Buffer[]): Promise<void> | void
  /** Smaller inputs that may do the same, the smallest first; without it, bytes are left out. */
  shorter?(input: Buffer): Iterable<Buffer>
}

/** Chance that belongs to an input: the same input is always judged in the same way. */
export function numberOf(input: Buffer): number {
  let hash = 0x811c9dc5
  for (const byte of input) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}
