/** Numbers of link types (https://www.tcpdump.org/linktypes.html). */
const LINK = {
  null: 0,
  ethernet: 1,
  raw: 101,
  loop: 108,
  linuxSll: 113,
  ipv4: 228,
  ipv6: 229,
  linuxSll2: 276,
  /** What OpenBSD and old files call raw. */
  rawOpenBsd: 14,
  rawBsdOs: 12,
} as const

const IPV4 = 0x0800
const IPV6 = 0x86dd
/** 802.1Q, 802.1ad, and an old number of the latter: a tag stands before the type. */
const VLAN = new Set([0x8100, 0x88a8, 0x9100])

/** The IP packet within a recorded one; undefined where it is no IP, or cut off before it; null where the link type is unknown. */
export function ipPacketOf(data: Buffer, linkType: number): Buffer | undefined | null {
  switch (linkType) {
    case LINK.ethernet:
      return behindTags(data, 12)
    case LINK.linuxSll:
      return behindTags(data, 14)
    case LINK.linuxSll2:
      // The type stands in front, and tags behind the whole header.
      return data.length < 20 ? undefined : byType(data, data.readUInt16BE(0), 20)
    case LINK.null:
    case LINK.loop:
      // A family number, in the byte order of whoever recorded it; that of IPv6 differs between systems.
      return data.subarray(4)
    case LINK.raw:
    case LINK.rawOpenBsd:
    case LINK.rawBsdOs:
    case LINK.ipv4:
    case LINK.ipv6:
      return data
  }
  return null
}

function behindTags(data: Buffer, typeAt: number): Buffer | undefined {
  return data.length < typeAt + 2 ? undefined : byType(data, data.readUInt16BE(typeAt), typeAt + 2)
}

function byType(data: Buffer, type: number, from: number): Buffer | undefined {
  if (type === IPV4 || type === IPV6) return data.subarray(from)
  if (!VLAN.has(type) || data.length < from + 4) return undefined
  return byType(data, data.readUInt16BE(from + 2), from + 4)
}
