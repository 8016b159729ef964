import assert from 'node:assert/strict'
import { attack } from './attack.ts'
import { Dice } from './dice.ts'
import type { Rules } from './expectation.ts'
import { type MutatedFrame, mutatedFrame } from './mutated-frame.ts'
import { Witness } from './witness.ts'

export interface Campaign {
  readonly port: number
  readonly rules: Rules
  readonly seed: number
  /** Frames that must have been judged in the end. */
  readonly frames: number
  /** Called now and then with the number of frames so far. */
  readonly onProgress?: (frames: number) => void
}

const FRAMES_PER_CONNECTION = 32
/** Frames behind one that ends the connection; nothing may become of them. */
const FRAMES_TOO_LATE = 2
/** Frames that end the connection would be a quarter; of so many only one is sent, since a connection costs most. */
const ENDS_SENT_ONCE_IN = 4
const CONNECTIONS_AT_ONCE = 16
const CONNECTIONS_PER_ROUND = 64

/**
 * Sends mutated frames to a daemon and compares what becomes of each with what the protocol says: a connection that lives
 * or ends, and a packet for the others or none. Two innocent clients are in the room all the time.
 *
 * @throws at the first difference, with the seed of the round that shows it
 */
export async function fuzzFrames(campaign: Campaign): Promise<number> {
  const witness = await Witness.enter(campaign.port, campaign.rules)
  let frames = 0
  try {
    for (let round = 0; frames < campaign.frames; round++) {
      const seed = campaign.seed + round
      try {
        frames += await fuzzRound(campaign, witness, seed, round * CONNECTIONS_PER_ROUND)
      } catch (error) {
        throw new Error(`${campaign.rules} rules, seed ${seed}: ${(error as Error).message}`, {
          cause: error,
        })
      }
      campaign.onProgress?.(frames)
    }
  } finally {
    witness.leave()
  }
  return frames
}

async function fuzzRound(
  { port, rules }: Campaign,
  witness: Witness,
  seed: number,
  firstNumber: number,
): Promise<number> {
  const dice = new Dice(seed)
  const waiting = Array.from({ length: CONNECTIONS_PER_ROUND }, (_, at) => ({
    frames: framesOfOneConnection(dice, rules),
    number: firstNumber + at,
  }))
  const before = witness.delivered
  const sum = { judged: 0, least: 0, most: 0 }
  const worker = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const outcome = await attack(port, witness, next.frames, next.number)
      sum.judged += outcome.judged
      sum.least += outcome.least
      sum.most += outcome.most
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS_AT_ONCE }, worker))
  const delivered = witness.delivered - before
  assert.ok(
    delivered >= sum.least && delivered <= sum.most,
    `${delivered} packets were delivered, not ${sum.least} to ${sum.most}`,
  )
  return sum.judged
}

function framesOfOneConnection(dice: Dice, rules: Rules): MutatedFrame[] {
  const frames: MutatedFrame[] = []
  let tooLate = 0
  while (frames.length < FRAMES_PER_CONNECTION && tooLate <= FRAMES_TOO_LATE) {
    const frame = mutatedFrame(dice, rules)
    const ends = frame.expectation.connection === 'ends'
    if (ends && tooLate === 0 && !dice.onceIn(ENDS_SENT_ONCE_IN)) continue
    frames.push(frame)
    if (frame.incomplete) break
    if (tooLate > 0 || ends) tooLate++
  }
  return frames
}
