import { readFileSync } from 'node:fs'
import { frame, header } from '../helpers/framing.ts'
import type { Dice } from './dice.ts'
import { type Expectation, expectationOf, type Rules } from './expectation.ts'
import { mutateBytes, mutateText } from './mutate-body.ts'
import { mutatePacket } from './mutate-packet.ts'

/** A frame to be sent as it is, right or wrong, with what must become of it. */
export interface MutatedFrame {
  readonly bytes: Buffer
  readonly expectation: Expectation
  /** It promises more bytes than it has: whatever followed it would be taken for a part of it. */
  readonly incomplete: boolean
}

const PACKETS: readonly object[] = JSON.parse(
  readFileSync(new URL('./corpus/packets.json', import.meta.url), 'utf8'),
)
const ENDS: Expectation = { connection: 'ends', delivered: 'no' }
/** Lengths that no frame may announce; the limit is 50 MiB. */
const FORBIDDEN_LENGTHS = [0, 52_428_801, 0x04000000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff]

/** Mutates one packet of the corpus somewhere: its fields, its text, its bytes or the frame around it. */
export function mutatedFrame(dice: Dice, rules: Rules): MutatedFrame {
  const packet = dice.pick(PACKETS)
  const way = dice.below(100)
  if (way < 62) return whole(Buffer.from(mutatePacket(packet, dice)), rules)
  if (way < 76) return whole(Buffer.from(mutateText(JSON.stringify(packet), dice)), rules)
  if (way < 94) return whole(mutateBytes(Buffer.from(JSON.stringify(packet)), dice), rules)
  return badlyFramed(Buffer.from(mutatePacket(packet, dice)), dice)
}

function whole(body: Buffer, rules: Rules): MutatedFrame {
  return { bytes: frame(body), expectation: expectationOf(body, rules), incomplete: false }
}

/** A length that lies, or a frame that breaks off. */
function badlyFramed(body: Buffer, dice: Dice): MutatedFrame {
  switch (dice.below(3)) {
    case 0:
      return {
        bytes: Buffer.concat([header(dice.pick(FORBIDDEN_LENGTHS)), body]),
        expectation: ENDS,
        incomplete: false,
      }
    case 1: {
      const more = 1 + dice.below(dice.pick([4, 4096, 52_000_000]))
      return { bytes: Buffer.concat([header(body.length + more), body]), expectation: ENDS, incomplete: true }
    }
    default: {
      const bytes = frame(body)
      return { bytes: bytes.subarray(0, dice.below(bytes.length)), expectation: ENDS, incomplete: true }
    }
  }
}
