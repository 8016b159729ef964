import type { UserInfo } from '../control/methods.ts'

/** All the connections of one address. */
export interface Peer {
  readonly address: string
  readonly connections: number
  /** Names in use there, each once, in order of joining. */
  readonly names: readonly string[]
  readonly queuedBytes: number
  readonly muted: boolean
}

/** By what connections may be sorted; the first is what `top` begins with. */
export const USER_SORTS = ['waiting', 'silent', 'newest', 'name', 'address'] as const
export type UserSort = (typeof USER_SORTS)[number]

/** The same for addresses. */
export const PEER_SORTS = ['connections', 'waiting', 'address'] as const
export type PeerSort = (typeof PEER_SORTS)[number]

/** The connections by the address that they come from; most connections first. */
export function byPeer(users: readonly UserInfo[]): Peer[] {
  const groups = Map.groupBy(users, ({ ip }) => ip)
  const peers = [...groups].map(([address, group]) => ({
    address,
    connections: group.length,
    names: [...new Set(group.flatMap(({ name }) => name ?? []))],
    queuedBytes: group.reduce((sum, { queuedBytes }) => sum + queuedBytes, 0),
    muted: group.some(({ muted }) => muted),
  }))
  return sortPeers(peers, 'connections')
}

/** In the order wished for; whoever is equal in that stays in the order of joining. */
export function sortUsers(users: readonly UserInfo[], by: UserSort): UserInfo[] {
  return [...users].sort((a, b) => USER_ORDER[by](a, b) || a.id - b.id)
}

/** In the order wished for; whoever is equal in that is ordered by address. */
export function sortPeers(peers: readonly Peer[], by: PeerSort): Peer[] {
  return [...peers].sort((a, b) => PEER_ORDER[by](a, b) || byText(a.address, b.address))
}

type Order<T> = (a: T, b: T) => number

// `10.0.0.9` comes before `10.0.0.10`; the locale of the reader decides nothing, so that a screen is the same everywhere.
const collator = new Intl.Collator('en', { numeric: true })
const byText = (a: string, b: string) => collator.compare(a, b)

const USER_ORDER: Readonly<Record<UserSort, Order<UserInfo>>> = {
  waiting: (a, b) => b.queuedBytes - a.queuedBytes,
  silent: (a, b) => b.silentFor - a.silentFor,
  newest: (a, b) => b.id - a.id,
  name: (a, b) => byText(a.name ?? '', b.name ?? ''),
  address: (a, b) => byText(a.ip, b.ip),
}

const PEER_ORDER: Readonly<Record<PeerSort, Order<Peer>>> = {
  connections: (a, b) => b.connections - a.connections,
  waiting: (a, b) => b.queuedBytes - a.queuedBytes,
  address: () => 0,
}
