import { setTimeout as delay } from 'node:timers/promises'
import type { Host } from '../../host/host.ts'
import type { TcpSocket } from '../../host/proc/tcp-table.ts'
import { defineCollector } from '../collector.ts'
import { connectionCounts } from '../connection-counts.ts'
import { usedPorts } from '../listeners.ts'
import type { Peer, SocketFacts } from '../shapes/network.ts'
import { tcpSockets } from '../tcp-sockets.ts'
import { unknownToServer } from '../unknown-connections.ts'

/** Between two looks: what is read at all is read by then. */
const SAMPLE_MS = 300

/** Connections as the kernel has them (guide, problem 6, solution 2; problem 7, step 3). */
export const socketsCollector = defineCollector({
  fact: 'sockets',
  async collect(host, target, signal) {
    const ports = usedPorts(target)
    const look = () => tcpSockets(host, new Set(ports.keys()))
    const lost = await overflows(host)
    const first = await look()
    if (!first.seen) return first
    await delay(SAMPLE_MS, undefined, { signal }).catch(() => {})
    const [second, lostNow, unknown] = await Promise.all([
      look(),
      overflows(host),
      unknownToServer(host, target, signal),
    ])
    if (!second.seen) return second
    const value: SocketFacts = {
      ...connectionCounts(second.value),
      unaccepted: unaccepted(first.value, second.value),
      ...lasting(first.value, second.value),
      unknownToServer: unknown,
      overflows: lost === null || lostNow === null ? null : { sinceBoot: lostNow, now: lostNow - lost },
    }
    return { seen: true, value, from: second.from }
  },
})

/** Established in both looks, and held by no process in either. */
function unaccepted(first: readonly TcpSocket[], second: readonly TcpSocket[]): number {
  const waits = ({ state, inode }: TcpSocket) => state === 'ESTAB' && inode === 0
  const before = new Set(first.filter(waits).map(endsOf))
  return second.filter((socket) => waits(socket) && before.has(endsOf(socket))).length
}

/** Trouble that was there in both looks. */
function lasting(first: readonly TcpSocket[], second: readonly TcpSocket[]) {
  const before = new Map(first.map((socket) => [endsOf(socket), socket]))
  const both = second.flatMap((now) => {
    const then = before.get(endsOf(now))
    return then !== undefined && then.state === now.state ? [{ now, then }] : []
  })
  const peers = (wanted: (now: TcpSocket, then: TcpSocket) => boolean): Peer[] =>
    both.filter(({ now, then }) => wanted(now, then)).map(({ now }) => now.remote)
  return {
    // The same number of bytes twice: a connection that is read, however slowly, has another one.
    unread: peers((now, then) => now.state === 'ESTAB' && now.unread > 0 && now.unread === then.unread),
    halfClosed: peers(({ state }) => state === 'CLOSE-WAIT'),
  }
}

const endsOf = ({ local, remote }: TcpSocket) =>
  `${local.address} ${local.port} ${remote.address} ${remote.port}`

/** ListenOverflows of the kernel: connections that found the queue of a listener full. */
async function overflows(host: Host): Promise<number | null> {
  const file = await host.readText('/proc/net/netstat')
  const [names, numbers] = file.seen
    ? file.value
        .split('\n')
        .filter((line) => line.startsWith('TcpExt:'))
        .map((line) => line.split(' '))
    : []
  const at = names?.indexOf('ListenOverflows') ?? -1
  return at < 0 ? null : Number(numbers?.[at])
}
