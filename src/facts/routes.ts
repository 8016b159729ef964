import type { Host } from '../host/host.ts'
import type { RouteFacts } from './shapes/cards.ts'

const IS_UP = 0x1
const REJECTS = 0x200
/** A router of the internet has a million; nobody runs a chat there, and none of them would be judged. */
const MOST_BYTES = 1024 * 1024

/** Where the kernel would send packets, of its main tables; null where /proc does not tell. */
export async function routesOf(host: Host): Promise<RouteFacts | null> {
  const [four, six] = await Promise.all([
    host.readText('/proc/net/route', { maxBytes: MOST_BYTES }),
    host.readText('/proc/net/ipv6_route', { maxBytes: MOST_BYTES }),
  ])
  if (!four.seen && !six.seen) return null
  const routes = [...(four.seen ? fourths(four.value) : []), ...(six.seen ? sixths(six.value) : [])]
  const isDefault = ({ prefix }: Route) => prefix === 0
  return {
    defaultBy: [...new Set(routes.filter(isDefault).map(({ card }) => card))],
    networks: [
      ...new Set(routes.filter((one) => !isDefault(one)).map(({ to, prefix }) => `${to}/${prefix}`)),
    ],
  }
}

interface Route {
  readonly to: string
  readonly prefix: number
  readonly card: string
}

/** Lines of /proc/net/route: `eth0 000200C0 00000000 0001 … 00FFFFFF`, numbers as the machine keeps them. */
function fourths(text: string): Route[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line): Route[] => {
      const [card, to = '', , flags = '', , , , mask = ''] = line.trim().split(/\s+/)
      if (card === undefined || mask === '' || !isUsed(flags)) return []
      return [{ card, to: bytesOf(to).join('.'), prefix: ones(mask) }]
    })
}

/** Lines of /proc/net/ipv6_route: destination, prefix, source, prefix, next hop, metric, two counters, flags, card. */
function sixths(text: string): Route[] {
  return text.split('\n').flatMap((line): Route[] => {
    const [to = '', prefix = '', , , , , , , flags = '', card] = line.trim().split(/\s+/)
    // What leads to loopback is the machine itself, or refused.
    if (card === undefined || card === 'lo' || !isUsed(flags)) return []
    const groups = to.match(/.{4}/g) ?? []
    return [{ card, to: shortOf(groups.join(':')), prefix: Number.parseInt(prefix, 16) }]
  })
}

function isUsed(flags: string): boolean {
  const bits = Number.parseInt(flags, 16)
  return (bits & IS_UP) !== 0 && (bits & REJECTS) === 0
}

/** The lowest byte comes last in the text, and first in the address. */
function bytesOf(hex: string): number[] {
  return (hex.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)).reverse()
}

const ones = (hex: string) => Number.parseInt(hex, 16).toString(2).replaceAll('0', '').length

const shortOf = (address: string) => new URL(`http://[${address}]`).hostname.slice(1, -1)
