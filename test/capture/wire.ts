import ipaddr from 'ipaddr.js'

/** Packets and recordings, made by hand from the standards; nothing here is shared with what reads them. */
export interface MadeSegment {
  readonly from: string
  readonly fromPort: number
  readonly to: string
  readonly toPort: number
  readonly seq: number
  readonly ack?: number
  readonly flags?: readonly ('syn' | 'ack' | 'fin' | 'rst')[]
  readonly data?: Buffer | string
}

const FLAGS = { fin: 1, syn: 2, rst: 4, ack: 16 }

function tcpBytes(
  { fromPort, toPort, seq, ack = 0, flags = [], data = '' }: MadeSegment,
  options = 0,
): Buffer {
  const head = Buffer.alloc(20 + options, 1)
  head.writeUInt16BE(fromPort, 0)
  head.writeUInt16BE(toPort, 2)
  head.writeUInt32BE(seq >>> 0, 4)
  head.writeUInt32BE(ack >>> 0, 8)
  head[12] = ((20 + options) / 4) << 4
  head[13] = flags.reduce((bits, name) => bits | FLAGS[name], 0)
  return Buffer.concat([head, Buffer.from(data as string)])
}

export function ipv4Bytes(segment: MadeSegment, options = 0): Buffer {
  const tcp = tcpBytes(segment)
  const head = Buffer.alloc(20 + options, 1)
  head[0] = 0x40 | ((20 + options) / 4)
  head.writeUInt16BE(head.length + tcp.length, 2)
  head.writeUInt16BE(0x4000, 6)
  head[9] = 6
  head.set(ipaddr.parse(segment.from).toByteArray(), 12)
  head.set(ipaddr.parse(segment.to).toByteArray(), 16)
  return Buffer.concat([head, tcp])
}

/** @param extensions  headers that stand before TCP, by number */
export function ipv6Bytes(segment: MadeSegment, extensions: readonly number[] = []): Buffer {
  const tcp = tcpBytes(segment)
  const between = extensions.map((_, at) => Buffer.from([extensions[at + 1] ?? 6, 0, 0, 0, 0, 0, 0, 0]))
  const head = Buffer.alloc(40)
  head[0] = 0x60
  head.writeUInt16BE(8 * between.length + tcp.length, 4)
  head[6] = extensions[0] ?? 6
  head.set(ipaddr.parse(segment.from).toByteArray(), 8)
  head.set(ipaddr.parse(segment.to).toByteArray(), 24)
  return Buffer.concat([head, ...between, tcp])
}

const ipBytes = (segment: MadeSegment) =>
  segment.from.includes(':') ? ipv6Bytes(segment) : ipv4Bytes(segment)

const etherType = (ip: Buffer) => ((ip[0] ?? 0) >> 4 === 6 ? [0x86, 0xdd] : [0x08, 0x00])

/** What stands before an IP packet, by the number of the link type. */
export const LINKS: Record<number, (ip: Buffer) => Buffer> = {
  0: (ip) => Buffer.concat([Buffer.from([2, 0, 0, 0]), ip]),
  1: (ip) => Buffer.concat([Buffer.alloc(12, 7), Buffer.from(etherType(ip)), ip]),
  101: (ip) => ip,
  108: (ip) => Buffer.concat([Buffer.from([0, 0, 0, 2]), ip]),
  113: (ip) => Buffer.concat([Buffer.alloc(14, 7), Buffer.from(etherType(ip)), ip]),
  228: (ip) => ip,
  276: (ip) => Buffer.concat([Buffer.from(etherType(ip)), Buffer.alloc(18, 7), ip]),
}

export interface MadeRecord {
  readonly seconds: number
  /** Micro- or nanoseconds. */
  readonly parts: number
  readonly data: Buffer
  readonly length?: number
}

/** A whole recording. */
export function pcapBytes(
  records: readonly MadeRecord[],
  { linkType = 101, isLittle = true, isNano = false } = {},
): Buffer {
  const words = (...values: number[]) => {
    const bytes = Buffer.alloc(4 * values.length)
    for (const [at, value] of values.entries())
      if (isLittle) bytes.writeUInt32LE(value >>> 0, 4 * at)
      else bytes.writeUInt32BE(value >>> 0, 4 * at)
    return bytes
  }
  const version = isLittle ? 0x0004_0002 : 0x0002_0004
  return Buffer.concat([
    words(isNano ? 0xa1b23c4d : 0xa1b2c3d4, version, 0, 0, 262_144, linkType),
    ...records.flatMap(({ seconds, parts, data, length = data.length }) => [
      words(seconds, parts, data.length, length),
      data,
    ]),
  ])
}

/** Both directions of a connection, with their sequence numbers kept. */
export class MadeConnection {
  readonly #ends = {
    client: { seq: 1000, ip: '10.0.0.5', port: 40_000 },
    server: { seq: 9000, ip: '10.0.0.1', port: 3000 },
  }

  constructor(
    ends: { client?: string; server?: string; clientPort?: number; serverPort?: number; seq?: number } = {},
  ) {
    const { client, server } = this.#ends
    client.ip = ends.client ?? client.ip
    server.ip = ends.server ?? server.ip
    client.port = ends.clientPort ?? client.port
    server.port = ends.serverPort ?? server.port
    client.seq = ends.seq ?? client.seq
  }

  segment(
    by: 'client' | 'server',
    flags: NonNullable<MadeSegment['flags']>,
    data: Buffer | string = '',
  ): MadeSegment {
    const own = this.#ends[by]
    const other = this.#ends[by === 'client' ? 'server' : 'client']
    const bytes = Buffer.from(data as string)
    const made = {
      from: own.ip,
      fromPort: own.port,
      to: other.ip,
      toPort: other.port,
      seq: own.seq,
      ack: flags.includes('ack') ? other.seq : 0,
      flags,
      data: bytes,
    }
    own.seq = (own.seq + bytes.length + (flags.includes('syn') || flags.includes('fin') ? 1 : 0)) >>> 0
    return made
  }

  handshake(): MadeSegment[] {
    return [
      this.segment('client', ['syn']),
      this.segment('server', ['syn', 'ack']),
      this.segment('client', ['ack']),
    ]
  }

  say(by: 'client' | 'server', data: Buffer | string): MadeSegment {
    return this.segment(by, ['ack'], data)
  }

  goodbye(): MadeSegment[] {
    return [
      this.segment('client', ['fin', 'ack']),
      this.segment('server', ['fin', 'ack']),
      this.segment('client', ['ack']),
    ]
  }
}

/** Records of these segments, a millisecond apart. */
export function recordsOf(segments: readonly MadeSegment[], linkType = 101): MadeRecord[] {
  const link = LINKS[linkType] ?? ((ip: Buffer) => ip)
  return segments.map((segment, at) => ({
    seconds: 1_766_000_000,
    parts: 1000 * at,
    data: link(ipBytes(segment)),
  }))
}
