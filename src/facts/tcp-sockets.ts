import type { Host } from '../host/host.ts'
import { type Observed, unseen } from '../host/observed.ts'
import { ownSockets } from '../host/proc/socket-owners.ts'
import { parseTcpTable, type TcpSocket } from '../host/proc/tcp-table.ts'

/**
 * TCP sockets of this machine whose own end has one of these ports, from /proc/net; a kernel without IPv6 has one table only.
 * Without the connections whose other end is this very process: its test clients are no people.
 */
export async function tcpSockets(host: Host, ports: ReadonlySet<number>): Promise<Observed<TcpSocket[]>> {
  const before = ownSockets()
  // Each is read once: after a busy hour they have megabytes.
  const [four, six] = await Promise.all([host.readText('/proc/net/tcp'), host.readText('/proc/net/tcp6')])
  if (!four.seen) return four.why === 'missing' ? unseen('unsupported', four.detail, four.from) : four
  const tables = [four.value, six.seen ? six.value : '']
  const own = new Set([...before, ...ownSockets()])
  const ours = new Set(
    tables
      .flatMap((table) => parseTcpTable(table, 'held'))
      .filter(({ inode }) => own.has(inode))
      .map(({ local }) => `${local.address} ${local.port}`),
  )
  const sockets = tables
    .flatMap((table) => parseTcpTable(table, ports))
    .filter(({ remote }) => !ours.has(`${remote.address} ${remote.port}`))
  return { seen: true, value: sockets, from: four.from }
}
