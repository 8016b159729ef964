import type { Host } from '../host/host.ts'
import { type Observed, unseen } from '../host/observed.ts'
import { ownSockets } from '../host/proc/socket-owners.ts'
import { parseTcpTable, type TcpSocket } from '../host/proc/tcp-table.ts'

/** TCP sockets of this machine whose own end has one of these ports, from /proc/net; a kernel without IPv6 has one table only. */
export async function tcpSockets(host: Host, ports: ReadonlySet<number>): Promise<Observed<TcpSocket[]>> {
  const [four, six] = await Promise.all([host.readText('/proc/net/tcp'), host.readText('/proc/net/tcp6')])
  if (!four.seen) return four.why === 'missing' ? unseen('unsupported', four.detail, four.from) : four
  const tables = [four.value, six.seen ? six.value : '']
  return { seen: true, value: tables.flatMap((table) => parseTcpTable(table, ports)), from: four.from }
}

/** Without the connections whose other end is this very process: its test clients are no people. */
export async function peopleOf(host: Host, sockets: readonly TcpSocket[]): Promise<TcpSocket[]> {
  const own = ownSockets()
  const tables = await Promise.all([host.readText('/proc/net/tcp'), host.readText('/proc/net/tcp6')])
  const ends = tables.flatMap((table) => (table.seen ? parseTcpTable(table.value) : []))
  const ours = new Set(
    ends.filter(({ inode }) => own.has(inode)).map(({ local }) => `${local.address} ${local.port}`),
  )
  return sockets.filter(({ remote }) => !ours.has(`${remote.address} ${remote.port}`))
}
