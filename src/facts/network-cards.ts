import { readdir } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import type { Host } from '../host/host.ts'
import { keeperOf } from './card-keeper.ts'
import { askNetworkManager } from './network-manager.ts'
import type { CardAddress, CardFacts } from './shapes/cards.ts'

const FOLDER = '/sys/class/net'
/** More than that are the cables of containers. */
const MOST = 400

/** Of the kernel's if_arp.h and if.h. */
const TYPES = { ethernet: 1, infiniband: 32, ppp: 512, rawIp: 519, none: 65_534 }
const IS_UP = 0x1
const ASKS_NOBODY = 0x80

/** A card as /sys has it. */
interface Seen {
  readonly name: string
  readonly index: string
  readonly type: number
  readonly flags: number
  readonly state: string
  readonly carrier: boolean
  /** Names in its folder: `device`, `bridge`, `lower_eth0`, … */
  readonly parts: readonly string[]
}

/**
 * The cards that lead out of this machine, with their state and addresses; everybody may see them.
 *
 * @returns null where they cannot be seen: no Linux, or /sys shows the cards of another network than this process is in
 */
export async function cardsOf(host: Host, signal: AbortSignal): Promise<readonly CardFacts[] | null> {
  const names = await namesOf(host)
  if (names === null) return null
  const seen = await Promise.all(names.slice(0, MOST).map((name) => look(host, name)))
  if (seen.some((card) => card === null)) return null
  const kinds = kindsOf(seen as Seen[])
  if (kinds.size === 0) return []
  const ways = (seen as Seen[]).filter(({ name }) => kinds.has(name))
  const [addresses, managed] = await Promise.all([
    addressesOf(host, signal),
    askNetworkManager(host, ways, signal),
  ])
  const cards = ways.map(async (card): Promise<CardFacts[]> => {
    const kind = kinds.get(card.name)
    if (kind === undefined) return []
    const isOn = (card.flags & IS_UP) !== 0
    return [
      {
        name: card.name,
        kind,
        isWireless: card.parts.includes('phy80211') || card.parts.includes('wireless'),
        isOn,
        hasLink: isOn && card.carrier,
        state: card.state,
        addresses: addresses.get(card.name) ?? [],
        ...(await keeperOf(host, card, managed)),
      },
    ]
  })
  return (await Promise.all(cards)).flat()
}

/** All but loopback, of the network that this process is in: /sys may be that of another one. */
async function namesOf(host: Host): Promise<string[] | null> {
  const table = await host.readText('/proc/net/dev')
  if (!table.seen) return null
  return [...table.value.matchAll(/^\s*([^\s:]+):/gm)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'lo')
}

async function look(host: Host, name: string): Promise<Seen | null> {
  const folder = join(FOLDER, name)
  const text = async (file: string) => {
    const read = await host.readText(join(folder, file), { maxBytes: 256 })
    return read.seen ? read.value.trim() : ''
  }
  const [parts, index, type, flags, state, carrier] = await Promise.all([
    readdir(folder).catch(() => null),
    text('ifindex'),
    text('type'),
    text('flags'),
    text('operstate'),
    text('carrier'),
  ])
  if (parts === null || index === '') return null
  return {
    name,
    index,
    type: Number(type),
    flags: Number(flags),
    state,
    carrier: carrier === '1' && state !== 'dormant',
    parts,
  }
}

/**
 * Hardware leads outside, and what stands over it. Where there is none, as in a container, it is the end of a cable that
 * somebody has put there.
 */
function kindsOf(seen: readonly Seen[]): Map<string, CardFacts['kind']> {
  const kinds = new Map<string, CardFacts['kind']>()
  const { ethernet, infiniband, ppp, rawIp, none } = TYPES
  const carries = ({ type }: Seen) => [ethernet, infiniband, rawIp, none].includes(type)
  const hardware = seen.filter((card) => carries(card) && card.parts.includes('device'))
  const others = ['bridge', 'bonding', 'tun_flags', 'master']
  const cables = seen.filter(
    ({ type, flags, parts }) =>
      type === ethernet && (flags & ASKS_NOBODY) === 0 && !parts.some((part) => others.includes(part)),
  )
  for (const { name } of hardware.length > 0 ? hardware : cables) kinds.set(name, 'card')
  for (let before = -1; before !== kinds.size; ) {
    before = kinds.size
    for (const { name, parts } of seen)
      if (!kinds.has(name) && lowersOf(parts).some((lower) => kinds.has(lower))) kinds.set(name, 'over-cards')
  }
  for (const { name, type, parts } of seen) {
    const isTunnel = type === ppp || type === none || parts.includes('tun_flags')
    if (!kinds.has(name) && isTunnel && !parts.includes('master')) kinds.set(name, 'tunnel')
  }
  return kinds
}

function lowersOf(parts: readonly string[]): string[] {
  return parts.filter((part) => part.startsWith('lower_')).map((part) => part.slice('lower_'.length))
}

/** What `ip -json address` gives for a card. */
interface Listed {
  readonly ifname?: string
  readonly addr_info?: readonly { local?: string; prefixlen?: number; dynamic?: boolean }[]
}

/** Addresses by card: of cards that are off too where `ip` can tell, else of those that work. */
async function addressesOf(host: Host, signal: AbortSignal): Promise<Map<string, CardAddress[]>> {
  const asked = await host.run(['ip', '-json', 'address'], { timeoutMs: 1500, signal })
  if (asked.seen && asked.value.exitCode === 0) {
    try {
      const list = JSON.parse(asked.value.stdout) as readonly Listed[]
      return new Map(list.map(({ ifname = '', addr_info = [] }) => [ifname, addr_info.flatMap(listed)]))
    } catch {
      // One that knows no JSON.
    }
  }
  return new Map(
    Object.entries(networkInterfaces()).map(([name, all = []]) => [
      name,
      all.map(({ address, cidr }) => ({
        address,
        prefix: Number(cidr?.split('/')[1] ?? 0),
        isLease: false,
      })),
    ]),
  )
}

function listed({ local, prefixlen, dynamic }: { local?: string; prefixlen?: number; dynamic?: boolean }) {
  if (local === undefined) return []
  return [{ address: local, prefix: prefixlen ?? 0, isLease: dynamic === true }]
}
