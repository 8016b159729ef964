import { readFileSync } from 'node:fs'
import { frame, header } from '../../../helpers/framing.ts'
import type { Dice } from '../../dice.ts'
import { mutateBytes, mutateText } from '../../mutate-body.ts'
import { type Expectation, expectationOf, LARGEST_BODY, type Rules } from './expectation.ts'
import { mutatePacket } from './mutate-packet.ts'

/** A frame to be sent as it is, right or wrong, with what must become of it. */
export interface MutatedFrame {
  readonly bytes: Buffer
  readonly expectation: Expectation
  /** It promises more bytes than it has: whatever followed it would be taken for a part of it. */
  readonly incomplete: boolean
}

const PACKETS: readonly object[] = JSON.parse(
  readFileSync(new URL('../../corpus/packets.json', import.meta.url), 'utf8'),
)
const PREFIX = 4
const PER_CONNECTION = 32
const ENDS: Expectation = { connection: 'ends', delivered: 'no' }
/** Lengths that no frame may announce; the limit is 50 MiB. */
const FORBIDDEN_LENGTHS = [0, LARGEST_BODY + 1, 0x04000000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff]

/** What clients send, packet by packet, and long talks of it. */
export const SEEDS: readonly Buffer[] = [
  ...PACKETS.map((packet) => frame(JSON.stringify(packet))),
  ...[0, 1, 2].map((turn) =>
    Buffer.concat([...PACKETS.slice(turn * 5), ...PACKETS].map((packet) => frame(JSON.stringify(packet)))),
  ),
]
/** Of frames that end the connection only one in so many is sent: a connection costs most, and nothing comes behind it. */
const ENDS_ONCE_IN = 4

/** What one connection says, cut into its frames as the protocol has them. */
export function framesOf(stream: Buffer, rules: Rules): MutatedFrame[] {
  const frames: MutatedFrame[] = []
  for (let at = 0; at < stream.length && frames.length < PER_CONNECTION; ) {
    const length = at + PREFIX <= stream.length ? stream.readUInt32BE(at) : Number.POSITIVE_INFINITY
    const isForbidden = length === 0 || (length > LARGEST_BODY && Number.isFinite(length))
    const end = at + PREFIX + length
    if (isForbidden || end > stream.length) {
      frames.push({ bytes: stream.subarray(at), expectation: ENDS, incomplete: !isForbidden })
      break
    }
    const expectation = expectationOf(stream.subarray(at + PREFIX, end), rules)
    frames.push({ bytes: stream.subarray(at, end), expectation, incomplete: false })
    at = end
  }
  return frames
}

/** The same connection with a few frames more, less, or other ones. */
export function mutateStream(stream: Buffer, dice: Dice, others: readonly Buffer[], rules: Rules): Buffer {
  const frames = framesOf(stream, rules).map(({ bytes }) => bytes)
  for (let changes = 1 + dice.below(1 + frames.length / 3); changes > 0; changes--) {
    const at = dice.below(frames.length + 1)
    const here = frames[at]
    const way = dice.below(16)
    if (way === 0 && frames.length > 1) frames.splice(at, 1)
    else if (way === 1) frames.splice(at, 0, ...framesOf(dice.pick(others), rules).map(({ bytes }) => bytes))
    else if (way < 8 || here === undefined)
      frames.splice(
        at,
        0,
        mostlyLiving(() => someFrame(dice), dice, rules),
      )
    else frames[at] = mostlyLiving(() => otherFrame(here, dice), dice, rules)
  }
  return Buffer.concat(frames.slice(0, PER_CONNECTION))
}

function mostlyLiving(make: () => Buffer, dice: Dice, rules: Rules): Buffer {
  let bytes = make()
  for (let tries = 0; tries < 3 && !dice.onceIn(ENDS_ONCE_IN); tries++) {
    if (framesOf(bytes, rules)[0]?.expectation.connection === 'lives') break
    bytes = make()
  }
  return bytes
}

/** A packet of the corpus that is mutated somewhere: its fields, its text, its bytes or the frame around it. */
function someFrame(dice: Dice): Buffer {
  const packet = dice.pick(PACKETS)
  const way = dice.below(100)
  if (way < 62) return frame(mutatePacket(packet, dice))
  if (way < 76) return frame(mutateText(JSON.stringify(packet), dice))
  if (way < 94) return frame(mutateBytes(Buffer.from(JSON.stringify(packet)), dice))
  return badlyFramed(Buffer.from(mutatePacket(packet, dice)), dice)
}

function otherFrame(bytes: Buffer, dice: Dice): Buffer {
  const body = bytes.subarray(PREFIX)
  if (body.length === 0) return someFrame(dice)
  try {
    const packet: unknown = JSON.parse(body.toString())
    if (typeof packet === 'object' && packet !== null && !dice.onceIn(4))
      return frame(mutatePacket(packet, dice))
  } catch {
    // what is no packet has bytes
  }
  return frame(mutateBytes(body, dice))
}

/** A length that lies, or a frame that breaks off. */
function badlyFramed(body: Buffer, dice: Dice): Buffer {
  const way = dice.below(3)
  if (way === 0) return Buffer.concat([header(dice.pick(FORBIDDEN_LENGTHS)), body])
  if (way === 1)
    return Buffer.concat([header(body.length + 1 + dice.below(dice.pick([4, 4096, 52_000_000]))), body])
  const bytes = frame(body)
  return bytes.subarray(0, dice.below(bytes.length))
}
