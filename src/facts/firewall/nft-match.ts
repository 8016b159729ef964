import { type Match, not, yes } from './packet-fate.ts'

/** A match in the JSON of nft (libnftables-json(5)). */
export interface NftMatch {
  readonly op: string
  readonly left: unknown
  readonly right: unknown
}

/** The packet, as far as a rule can ask for it. */
interface Packet {
  readonly port: number
  readonly sets: ReadonlyMap<string, unknown>
  readonly card: (name: string) => Match
}

/** Whether a match meets the first packet of a new TCP client. */
export function matchOf({ op, left, right }: NftMatch, packet: Packet): Match {
  const match = positive(left, right, op, packet)
  return op === '!=' ? not(match) : match
}

function positive(left: unknown, right: unknown, op: string, packet: Packet): Match {
  const [kind = '', of] = Object.entries(left as object)[0] ?? []
  const values = valuesOf(right, packet.sets)
  switch (kind) {
    case 'payload':
      return payload(of as { protocol?: string; field?: string }, values, op, packet.port)
    case 'meta':
      return meta((of as { key?: string }).key ?? '', values, packet)
    case 'ct':
      return conntrack((of as { key?: string }).key ?? '', values)
    case 'fib':
      return yes(values.includes('local'))
    case '&':
      // `tcp flags & (fin|syn|rst|ack) == syn` asks for the first packet of a connection.
      return JSON.stringify(of).includes('"flags"')
        ? yes(values.length === 1 && values[0] === 'syn')
        : 'unknown'
    case 'concat':
      return JSON.stringify(of).includes('saddr') ? 'some' : 'unknown'
    default:
      return 'unknown'
  }
}

function payload(
  { protocol = '', field = '' }: { protocol?: string; field?: string },
  values: readonly unknown[],
  op: string,
  port: number,
): Match {
  if (field === 'saddr' || field === 'daddr') return 'some'
  if (field === 'protocol' || field === 'nexthdr') return yes(isTcp(values))
  if (protocol !== 'tcp' && protocol !== 'th')
    return protocol === 'ip' || protocol === 'ip6' ? 'unknown' : 'no'
  if (field === 'flags') return yes(values.includes('syn'))
  if (field !== 'dport') return field === 'sport' ? 'some' : 'unknown'
  const [value] = values
  if (op === '<' || op === '<=') return yes(op === '<' ? port < Number(value) : port <= Number(value))
  if (op === '>' || op === '>=') return yes(op === '>' ? port > Number(value) : port >= Number(value))
  return yes(values.some((one) => isPort(one, port)))
}

function meta(key: string, values: readonly unknown[], { card }: Packet): Match {
  if (key === 'l4proto') return yes(isTcp(values))
  if (key === 'nfproto') return yes(values.includes('ipv4'))
  if (key === 'protocol') return yes(values.includes('ip'))
  if (key === 'pkttype') return yes(values.includes('host') || values.includes('unicast'))
  if (key !== 'iifname' && key !== 'iif') return 'unknown'
  const cards = values.map((name) => card(String(name)))
  return (['yes', 'some', 'no'] as const).find((match) => cards.includes(match)) ?? 'no'
}

function conntrack(key: string, values: readonly unknown[]): Match {
  if (key === 'state') return yes(values.includes('new'))
  return key === 'status' ? 'no' : 'unknown'
}

const isTcp = (values: readonly unknown[]) => values.includes('tcp') || values.includes(6)

function isPort(value: unknown, port: number): boolean {
  const range = (value as { range?: [number, number] } | null)?.range
  return range === undefined ? Number(value) === port : port >= range[0] && port <= range[1]
}

/** The members of a value: of a set, of a named set, or itself. Members may carry counters and the like. */
export function valuesOf(value: unknown, sets: ReadonlyMap<string, unknown>): unknown[] {
  if (typeof value === 'string' && value.startsWith('@'))
    return valuesOf({ set: sets.get(value) ?? [] }, sets)
  const members = Array.isArray(value) ? value : (value as { set?: unknown[] } | null)?.set
  if (!Array.isArray(members)) return [value]
  return members.map((member) => (member as { elem?: { val?: unknown } } | null)?.elem?.val ?? member)
}

/** A match in the words of nft, for people. */
export function shownMatch({ op, left, right }: NftMatch): string {
  const [kind = '', of] = Object.entries(left as object)[0] ?? []
  const { protocol, field, key } = (of ?? {}) as { protocol?: string; field?: string; key?: string }
  const name =
    kind === 'payload' ? `${protocol} ${field}` : kind === 'meta' ? key : `${kind} ${key ?? ''}`.trim()
  const sign = op === '==' || op === 'in' ? '' : ` ${op}`
  return `${name}${sign} ${shownValue(right)}`
}

function shownValue(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  const { set, range, prefix } = value as {
    set?: unknown[]
    range?: unknown[]
    prefix?: { addr: string; len: number }
  }
  if (range) return range.join('-')
  if (prefix) return `${prefix.addr}/${prefix.len}`
  const members = Array.isArray(value) ? value : set
  return members ? `{ ${members.map(shownValue).join(', ')} }` : JSON.stringify(value)
}
