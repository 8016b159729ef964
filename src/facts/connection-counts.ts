import type { TcpSocket } from '../host/proc/tcp-table.ts'
import type { SocketFacts } from './shapes/network.ts'

const MOST_PEERS = 50

/** Connections by state, and established ones by the other side's address, most first; listeners are none. */
export function connectionCounts(sockets: readonly TcpSocket[]): Pick<SocketFacts, 'byState' | 'byPeer'> {
  const connections = sockets.filter(({ state }) => state !== 'LISTEN')
  const established = connections.filter(({ state }) => state === 'ESTAB')
  return {
    byState: Object.fromEntries(countBy(connections, ({ state }) => state)),
    byPeer: countBy(established, ({ remote }) => remote.address)
      .map(([address, count]) => ({ address, count }))
      .sort((a, b) => b.count - a.count)
      .slice(0, MOST_PEERS),
  }
}

function countBy<T>(items: readonly T[], word: (item: T) => string): [string, number][] {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(word(item), (counts.get(word(item)) ?? 0) + 1)
  return [...counts]
}
