import type { Host } from '../host/host.ts'
import type { Observed } from '../host/observed.ts'
import { type ProcessInfo, processInfo, unitOf } from '../host/proc/process-info.ts'
import { socketOwners } from '../host/proc/socket-owners.ts'
import { userName } from './accounts.ts'
import { serverKind } from './server-kind.ts'
import { type ServerProcess, serverProcesses, startOf } from './server-processes.ts'
import type { ListenerFacts } from './shapes/network.ts'
import type { Target } from './target.ts'
import { tcpSockets } from './tcp-sockets.ts'

/** The ports of the server that is looked at, with what each is for; a port 0 is none. */
export function usedPorts({ ports }: Target): Map<number, 'chat' | 'tls'> {
  return new Map(ports.filter(({ port }) => port > 0).map(({ port, use }) => [port, use]))
}

/**
 * Who listens on ports, by the tables of the kernel and the descriptors of processes: no program is asked.
 *
 * @param others  ports beside those of the server
 */
export async function findListeners(
  host: Host,
  target: Target,
  others: readonly number[],
  signal: AbortSignal,
): Promise<Observed<readonly ListenerFacts[]>> {
  const uses = usedPorts(target)
  const table = await tcpSockets(host, new Set([...uses.keys(), ...others]))
  if (!table.seen) return table
  const sockets = table.value.filter(({ state }) => state === 'LISTEN')
  const servers = await serverProcesses(target)
  const likely = [...servers].sort((a, b) => Number(b.isMeant) - Number(a.isMeant))
  const { pidOf } = await socketOwners(
    sockets.map(({ inode }) => inode),
    likely.map(({ info }) => info.pid),
    signal,
  )
  const limits = await limitsOf(host, sockets.length > 0, signal)
  const facts = sockets.map(async (socket): Promise<ListenerFacts> => {
    const pid = pidOf.get(socket.inode) ?? null
    const holder = pid === null ? null : processInfo(pid)
    const { local, family, uid, unread } = socket
    return {
      port: local.port,
      use: uses.get(local.port) ?? 'other',
      address: local.address,
      family,
      uid,
      user: await userName(host, uid),
      ...holderFacts(holder, servers),
      waiting: unread,
      limit: limits.get(`${local.address}:${local.port}`) ?? null,
    }
  })
  return { seen: true, value: await Promise.all(facts), from: table.from }
}

function holderFacts(holder: ProcessInfo | null, servers: readonly ServerProcess[]) {
  if (holder === null)
    return { pid: null, command: null, unit: null, since: null, kind: 'unknown' as const, isMeant: null }
  const server = servers.find(({ info }) => info.pid === holder.pid)
  return {
    pid: holder.pid,
    command: holder.argv.join(' '),
    unit: unitOf(holder.pid),
    since: startOf(holder),
    kind: server?.kind ?? serverKind(holder.argv) ?? ('foreign' as const),
    isMeant: server?.isMeant ?? false,
  }
}

/** Only `ss` tells how many connections may wait; where it is not installed nobody knows. */
async function limitsOf(host: Host, any: boolean, signal: AbortSignal): Promise<Map<string, number>> {
  const asked = any ? await host.run(['ss', '-Hltn'], { timeoutMs: 500, signal }) : null
  const lines = asked?.seen && asked.value.exitCode === 0 ? asked.value.stdout.split('\n') : []
  return new Map(
    lines.map((line): [string, number] => {
      const [, , limit = '', local = ''] = line.trim().split(/\s+/)
      return [endOf(local), Number(limit) || 0]
    }),
  )
}

/** `*:3000` and `[::]:3000` are both the address `::`. */
function endOf(local: string): string {
  const at = local.lastIndexOf(':')
  const address = local
    .slice(0, at)
    .replace(/^\[|\]$/g, '')
    .replace(/%.*$/, '')
  return `${address === '*' ? '::' : address}:${local.slice(at + 1)}`
}
