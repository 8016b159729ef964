import { once } from 'node:events'
import { createServer } from 'node:net'
import { collect } from '../../facts/collect.ts'
import { connectionCounts } from '../../facts/connection-counts.ts'
import { findListeners, usedPorts } from '../../facts/listeners.ts'
import type { LiveFacts } from '../../facts/shapes/live.ts'
import type { ListenerFacts, SocketFacts } from '../../facts/shapes/network.ts'
import { findTarget } from '../../facts/target.ts'
import { tcpSockets } from '../../facts/tcp-sockets.ts'
import { liveHost } from '../../host/live-host.ts'
import { processInfo } from '../../host/proc/process-info.ts'

/** Who a holder is to us; `other-server` is a server of ours with another configuration. */
type HolderKind = 'ours' | 'ours-hung' | 'other-server' | 'old-python' | 'foreign' | 'unknown'

export type Holder = Pick<ListenerFacts, 'address' | 'pid' | 'command' | 'user' | 'unit' | 'since'> & {
  readonly kind: HolderKind
}

/** What is known of one port. */
export interface PortReport extends Pick<SocketFacts, 'byState' | 'byPeer'> {
  readonly port: number
  readonly use: 'chat' | 'tls' | 'other'
  readonly holders: readonly Holder[]
  /** Connections as the server counts them; null where it cannot be asked, and for ports that are not its own. */
  readonly serverCount: number | null
  readonly nextFree: number | null
}

export interface Survey {
  readonly ports: readonly PortReport[]
  /** Why the kernel's tables could not be read; null where they could. */
  readonly problem: string | null
  /** A configuration that would tell the ports, and that this user may not read; null where they are known. */
  readonly closedConfig: string | null
}

const DEADLINE_MS = 5000
/** Ports that are tried behind one that is taken. */
const TRIES = 50

/** Looks at the ports of the server and at others. */
export async function surveyPorts(
  where: { readonly config: string | undefined; readonly unit: string },
  others: readonly number[],
): Promise<Survey> {
  const { signal } = new AbortController()
  const host = liveHost()
  const target = await findTarget(host, { ...where, signal })
  const closedConfig = target.portsAreGuessed ? target.loaded.path : null
  const uses = usedPorts(target)
  const all = [...new Set([...uses.keys(), ...others])]
  const [listeners, table, facts] = await Promise.all([
    findListeners(host, target, others, signal),
    tcpSockets(host, new Set(all)),
    collect(host, target, { names: ['live'], deadlineMs: DEADLINE_MS, signal }),
  ])
  if (!listeners.seen || !table.seen) {
    const unseen = listeners.seen ? table : listeners
    return { ports: [], problem: unseen.seen ? null : unseen.detail, closedConfig }
  }
  const live = facts.live.seen ? facts.live.value : null
  const ports = all.map(async (port): Promise<PortReport> => {
    const use = uses.get(port) ?? 'other'
    return {
      port,
      use,
      holders: listeners.value.filter((listener) => listener.port === port).map((one) => holder(one, live)),
      ...connectionCounts(table.value.filter(({ local }) => local.port === port)),
      serverCount: countOf(live, use),
      nextFree: await nextFree(port),
    }
  })
  return { ports: await Promise.all(ports), problem: null, closedConfig }
}

function holder(listener: ListenerFacts, live: LiveFacts | null): Holder {
  const { address, pid, command, user, unit, since } = listener
  return { address, pid, command, user, unit, since, kind: kindOf(listener, live) }
}

function kindOf({ kind, isMeant, pid }: ListenerFacts, live: LiveFacts | null): HolderKind {
  if (kind === 'python') return 'old-python'
  if (kind !== 'chatctl') return kind
  if (isMeant !== true) return 'other-server'
  const isStopped = /^[Tt]$/.test((pid === null ? null : processInfo(pid))?.state ?? '')
  return isStopped || (live?.state === 'hung' && live.pid === pid) ? 'ours-hung' : 'ours'
}

function countOf(live: LiveFacts | null, use: PortReport['use']): number | null {
  if (use === 'other' || live?.users == null) return null
  return live.users.filter(({ tls }) => tls === (use === 'tls')).length
}

async function nextFree(after: number): Promise<number | null> {
  for (let port = after + 1; port <= Math.min(after + TRIES, 65_535); port++) {
    const server = createServer()
    try {
      server.listen(port, '0.0.0.0')
      await once(server, 'listening')
      return port
    } catch {
      // Taken, or not ours to bind: the next one.
    } finally {
      server.close()
    }
  }
  return null
}
