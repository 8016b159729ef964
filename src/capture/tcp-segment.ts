import ipaddr from 'ipaddr.js'

/** One end of a connection. */
export interface Endpoint {
  readonly address: string
  readonly port: number
}

/** One TCP segment. */
export interface TcpSegment {
  readonly from: Endpoint
  readonly to: Endpoint
  readonly seq: number
  readonly ack: number
  readonly flags: {
    readonly syn: boolean
    readonly ack: boolean
    readonly fin: boolean
    readonly rst: boolean
  }
  /** What was kept of its data. */
  readonly payload: Buffer
  /** How much data it had: more than was kept where the recording cut it off. */
  readonly length: number
}

const TCP = 6
/** Extension headers of IPv6 that stand before the data: hop by hop, routing, destination, mobility. */
const EXTENSIONS = new Set([0, 43, 60, 135])
const AUTHENTICATION = 51
const FRAGMENT = 44

/**
 * The segment of an IP packet.
 *
 * @returns undefined where it is no TCP, or its headers are cut off or broken; `fragment` for a part of a packet
 */
export function tcpSegmentOf(packet: Buffer): TcpSegment | 'fragment' | undefined {
  const version = (packet[0] ?? 0) >> 4
  if (version === 4) return ofIpv4(packet)
  return version === 6 ? ofIpv6(packet) : undefined
}

function ofIpv4(packet: Buffer): TcpSegment | 'fragment' | undefined {
  if (packet.length < 20) return undefined
  const head = ((packet[0] ?? 0) & 15) * 4
  if (head < 20 || packet[9] !== TCP) return undefined
  // More fragments, or not the first.
  if ((packet.readUInt16BE(6) & 0x3fff) !== 0) return 'fragment'
  // Zero where the network card cuts the packet up and the recording was made before it did.
  const total = packet.readUInt16BE(2) || packet.length
  return segment(packet, head, total, addressOf(packet, 12, 4), addressOf(packet, 16, 4))
}

function ofIpv6(packet: Buffer): TcpSegment | 'fragment' | undefined {
  if (packet.length < 40) return undefined
  const total = 40 + (packet.readUInt16BE(4) || packet.length - 40)
  let next = packet[6]
  let at = 40
  while (next !== TCP) {
    if (next === FRAGMENT) return 'fragment'
    const units = packet[at + 1]
    if (next === undefined || units === undefined) return undefined
    if (EXTENSIONS.has(next)) at += (units + 1) * 8
    else if (next === AUTHENTICATION) at += (units + 2) * 4
    else return undefined
    // The number of the next header stands first in each.
    next = packet[at - (next === AUTHENTICATION ? (units + 2) * 4 : (units + 1) * 8)]
  }
  return segment(packet, at, total, addressOf(packet, 8, 16), addressOf(packet, 24, 16))
}

function segment(
  packet: Buffer,
  at: number,
  total: number,
  source: string,
  target: string,
): TcpSegment | undefined {
  if (packet.length < at + 20) return undefined
  const head = ((packet[at + 12] ?? 0) >> 4) * 4
  const flags = packet[at + 13] ?? 0
  const start = at + head
  if (head < 20 || start > total) return undefined
  return {
    from: { address: source, port: packet.readUInt16BE(at) },
    to: { address: target, port: packet.readUInt16BE(at + 2) },
    seq: packet.readUInt32BE(at + 4),
    ack: packet.readUInt32BE(at + 8),
    flags: {
      fin: (flags & 1) !== 0,
      syn: (flags & 2) !== 0,
      rst: (flags & 4) !== 0,
      ack: (flags & 16) !== 0,
    },
    // Short packets are filled up on Ethernet; what lies behind the total length is no data.
    payload: packet.subarray(Math.min(start, packet.length), Math.min(total, packet.length)),
    length: total - start,
  }
}

function addressOf(packet: Buffer, at: number, bytes: 4 | 16): string {
  const part = packet.subarray(at, at + bytes)
  if (bytes === 4) return part.join('.')
  return ipaddr.fromByteArray([...part]).toString()
}
