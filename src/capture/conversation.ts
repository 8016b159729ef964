import { readPacket } from '../protocol/packet.ts'
import type { Seen, Side } from './events.ts'
import { type Found, FrameFinder } from './frame-finder.ts'
import { HalfStream, type Piece } from './half-stream.ts'
import type { Endpoint, TcpSegment } from './tcp-segment.ts'

interface Direction {
  readonly by: Side
  readonly stream: HalfStream
  finder: FrameFinder | undefined
  hasEnded: boolean
}

/** One connection in a recording: both directions, put in order and cut into frames. */
export class Conversation {
  readonly number: number
  readonly client: Endpoint
  readonly server: Endpoint
  lastAt = 0
  readonly #directions: Record<Side, Direction>
  #firstSeq: number | undefined
  #hasBegun = false
  #isReset = false

  constructor(number: number, client: Endpoint, server: Endpoint) {
    this.number = number
    this.client = client
    this.server = server
    this.#directions = { client: direction('client'), server: direction('server') }
  }

  /** Whether nothing more can come. */
  get isOver(): boolean {
    const { client, server } = this.#directions
    return this.#isReset || (client.hasEnded && server.hasEnded)
  }

  get repeated(): number {
    return this.#sum('repeated')
  }

  get early(): number {
    return this.#sum('early')
  }

  /** Whether a SYN begins another connection between the same ends. */
  isAnother({ seq, flags }: TcpSegment): boolean {
    return flags.syn && !flags.ack && this.#hasBegun && this.#firstSeq !== seq
  }

  take(segment: TcpSegment, by: Side): Seen[] {
    const { seq, ack, flags, payload, length } = segment
    const own = this.#directions[by]
    const other = this.#directions[by === 'client' ? 'server' : 'client']
    const seen: Seen[] = []
    if (flags.syn) {
      own.stream.begin(seq)
      if (!flags.ack) this.#firstSeq ??= seq
    }
    if (!this.#hasBegun) {
      this.#hasBegun = true
      seen.push({ kind: flags.syn && !flags.ack ? 'opened' : 'joined' })
    }
    // Data with a SYN stands behind its number (TCP Fast Open).
    const from = flags.syn ? (seq + 1) >>> 0 : seq
    seen.push(...this.#read(own, own.stream.take(from, payload, length, flags.fin)))
    if (flags.ack) seen.push(...this.#read(other, other.stream.acknowledged(ack)))
    if (flags.rst && !this.#isReset) {
      seen.push(...this.finish(), { kind: 'reset', by })
      this.#isReset = true
    }
    return seen
  }

  /** Nothing more comes. */
  finish(): Seen[] {
    return Object.values(this.#directions).flatMap((one) => {
      const seen = this.#read(one, one.stream.finish())
      return [...seen, ...(one.hasEnded ? [] : told(one.by, one.finder?.finish() ?? []))]
    })
  }

  #read(one: Direction, pieces: readonly Piece[]): Seen[] {
    return pieces.flatMap((piece): Seen[] => {
      one.finder ??= new FrameFinder(one.stream.fromStart)
      if (piece.kind === 'data') return told(one.by, one.finder.push(piece.bytes))
      if (piece.kind === 'gap')
        return [...told(one.by, one.finder.gap()), { kind: 'gap', by: one.by, bytes: piece.bytes }]
      one.hasEnded = true
      return [...told(one.by, one.finder.finish()), { kind: 'closed', by: one.by }]
    })
  }

  #sum(what: 'repeated' | 'early'): number {
    return this.#directions.client.stream[what] + this.#directions.server.stream[what]
  }
}

const direction = (by: Side): Direction => ({
  by,
  stream: new HalfStream(),
  finder: undefined,
  hasEnded: false,
})

function told(by: Side, found: readonly Found[]): Seen[] {
  return found.map((one): Seen => {
    if (one.kind === 'tls') return { kind: 'encrypted', by }
    if (one.kind !== 'body') return { ...one, by }
    const bytes = one.body.length
    const read = readPacket(one.body)
    return typeof read === 'string'
      ? { kind: 'bad-packet', by, why: read, bytes }
      : { kind: 'packet', by, packet: read.packet, bytes }
  })
}
