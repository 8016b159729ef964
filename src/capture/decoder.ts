import { Conversation } from './conversation.ts'
import type { CaptureEvent, Seen, Side } from './events.ts'
import { ipPacketOf } from './link-layer.ts'
import type { PcapRecord } from './pcap.ts'
import { type Endpoint, type TcpSegment, tcpSegmentOf } from './tcp-segment.ts'

export interface DecoderOptions {
  /** Ports of the chat server. */
  readonly ports: ReadonlySet<number>
  /** Only connections of this client. */
  readonly ip?: string | undefined
}

/** What a recording consists of. */
export interface DecoderCounts {
  readonly records: number
  /** Records that belong to the chat. */
  readonly segments: number
  /** IP fragments, which are not put together. */
  readonly fragments: number
  /** Records of a link type that is not known here. */
  readonly unknownLinks: number
  readonly connections: number
  readonly repeated: number
  readonly early: number
  readonly gapBytes: number
  /** Packets by direction and type. */
  readonly packets: Readonly<Record<Side, Readonly<Record<string, number>>>>
  readonly bad: number
  /** Ports of other TCP connections, the most used first: where the chat may be instead. */
  readonly otherPorts: readonly number[]
}

/** Connections that are remembered; the one that was silent the longest makes room. */
const MOST_CONVERSATIONS = 10_000
const MOST_PORTS = 1000
const MOST_TYPES = 50
const SHOWN_PORTS = 5

/** Reads the chat out of recorded packets, as they come. */
export class Decoder {
  readonly #options: DecoderOptions
  readonly #conversations = new Map<string, Conversation>()
  readonly #otherPorts = new Map<number, number>()
  readonly #packets: Record<Side, Record<string, number>> = { client: {}, server: {} }
  #records = 0
  #segments = 0
  #fragments = 0
  #unknownLinks = 0
  #connections = 0
  #repeated = 0
  #early = 0
  #gapBytes = 0
  #bad = 0

  constructor(options: DecoderOptions) {
    this.#options = options
  }

  take({ time, linkType, data }: PcapRecord): CaptureEvent[] {
    this.#records++
    const packet = ipPacketOf(data, linkType)
    if (packet === null) this.#unknownLinks++
    const segment = packet && tcpSegmentOf(packet)
    if (segment === 'fragment') this.#fragments++
    if (!segment || typeof segment === 'string') return []
    const by = this.#sideOf(segment)
    if (by === undefined) return []
    const [client, server] = by === 'client' ? [segment.from, segment.to] : [segment.to, segment.from]
    const { ip } = this.#options
    if (ip !== undefined && client.address !== ip) return []
    this.#segments++
    const key = `${client.address} ${client.port} ${server.address} ${server.port}`
    const events: CaptureEvent[] = []
    let conversation = this.#conversations.get(key)
    if (conversation?.isAnother(segment)) {
      events.push(...this.#end(key, conversation, time))
      conversation = undefined
    }
    // What trickles in after the end opens nothing.
    if (conversation === undefined && (segment.flags.rst || (segment.length === 0 && !segment.flags.syn)))
      return events
    conversation ??= this.#begin(key, client, server)
    conversation.lastAt = time
    events.push(...this.#tell(conversation, time, conversation.take(segment, by)))
    if (conversation.isOver) events.push(...this.#end(key, conversation, time))
    return events
  }

  /** Nothing more comes: what is unfinished is told as it is. */
  finish(): CaptureEvent[] {
    return [...this.#conversations].flatMap(([key, conversation]) =>
      this.#end(key, conversation, conversation.lastAt),
    )
  }

  get counts(): DecoderCounts {
    const open = [...this.#conversations.values()]
    return {
      records: this.#records,
      segments: this.#segments,
      fragments: this.#fragments,
      unknownLinks: this.#unknownLinks,
      connections: this.#connections,
      repeated: open.reduce((sum, { repeated }) => sum + repeated, this.#repeated),
      early: open.reduce((sum, { early }) => sum + early, this.#early),
      gapBytes: this.#gapBytes,
      packets: this.#packets,
      bad: this.#bad,
      otherPorts: [...this.#otherPorts]
        .sort(([, a], [, b]) => b - a)
        .slice(0, SHOWN_PORTS)
        .map(([port]) => port),
    }
  }

  #sideOf({ from, to, flags }: TcpSegment): Side | undefined {
    const { ports } = this.#options
    const isFromServer = ports.has(from.port)
    const isToServer = ports.has(to.port)
    // A client may have the same number on its side; the first word of a connection tells then, and the order of numbers else.
    if (isFromServer && isToServer) return flags.syn && flags.ack ? 'server' : 'client'
    if (isToServer) return 'client'
    if (isFromServer) return 'server'
    const port = Math.min(from.port, to.port)
    if (this.#otherPorts.has(port) || this.#otherPorts.size < MOST_PORTS)
      this.#otherPorts.set(port, (this.#otherPorts.get(port) ?? 0) + 1)
    return undefined
  }

  #begin(key: string, client: Endpoint, server: Endpoint): Conversation {
    if (this.#conversations.size >= MOST_CONVERSATIONS) {
      const [oldest] = [...this.#conversations].sort(([, a], [, b]) => a.lastAt - b.lastAt)
      if (oldest !== undefined) this.#forget(...oldest)
    }
    const conversation = new Conversation(++this.#connections, client, server)
    this.#conversations.set(key, conversation)
    return conversation
  }

  #end(key: string, conversation: Conversation, time: number): CaptureEvent[] {
    const events = this.#tell(conversation, time, conversation.finish())
    this.#forget(key, conversation)
    return events
  }

  #forget(key: string, { repeated, early }: Conversation): void {
    this.#repeated += repeated
    this.#early += early
    this.#conversations.delete(key)
  }

  #tell({ number, client, server }: Conversation, time: number, seen: readonly Seen[]): CaptureEvent[] {
    for (const one of seen) {
      if (one.kind === 'gap') this.#gapBytes += one.bytes
      else if (one.kind === 'bad-packet' || one.kind === 'bad-length') this.#bad++
      else if (one.kind === 'packet') this.#count(one.by, one.packet.type)
    }
    return seen.map((one) => ({ ...one, time, connection: number, client, server }))
  }

  #count(by: Side, type: unknown): void {
    const counts = this.#packets[by]
    const known = typeof type === 'string' ? type.slice(0, 40) : '?'
    const name = known in counts || Object.keys(counts).length < MOST_TYPES ? known : '?'
    counts[name] = (counts[name] ?? 0) + 1
  }
}
