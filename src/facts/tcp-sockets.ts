import type { Host } from '../host/host.ts'
import { type Observed, unseen } from '../host/observed.ts'
import { parseTcpTable, type TcpSocket } from '../host/proc/tcp-table.ts'

/** TCP sockets of this machine whose own end has one of these ports, from /proc/net; a kernel without IPv6 has one table only. */
export async function tcpSockets(host: Host, ports: ReadonlySet<number>): Promise<Observed<TcpSocket[]>> {
  const [four, six] = await Promise.all([host.readText('/proc/net/tcp'), host.readText('/proc/net/tcp6')])
  if (!four.seen) return four.why === 'missing' ? unseen('unsupported', four.detail, four.from) : four
  const tables = [four.value, six.seen ? six.value : '']
  return { seen: true, value: tables.flatMap((table) => parseTcpTable(table, ports)), from: four.from }
}
