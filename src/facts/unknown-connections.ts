import { isIP } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { ControlClient } from '../control/client.ts'
import type { Host } from '../host/host.ts'
import type { TcpSocket } from '../host/proc/tcp-table.ts'
import { serverOf } from './server-of.ts'
import type { Peer } from './shapes/network.ts'
import type { Target } from './target.ts'
import { tcpSockets } from './tcp-sockets.ts'

const ANSWER_MS = 700
/** Looks at those that are unknown: connections come and go while kernel and server are asked one after the other. */
const LOOKS = 6
const BETWEEN_MS = 250
const WILDCARDS: ReadonlySet<string> = new Set(['0.0.0.0', '::'])

/**
 * Connections that the kernel holds for the server and the server does not know of. On the TLS port one is unknown until
 * it has introduced itself, so only the chat port is looked at.
 *
 * @returns null where the server cannot be asked
 */
export async function unknownToServer(
  host: Host,
  target: Target,
  signal: AbortSignal,
): Promise<Peer[] | null> {
  const { located } = await serverOf(target)
  if (located.state !== 'running') return null
  const client = new ControlClient(located.socket)
  const { port = 0, host: at = '' } = target.ports.find(({ use }) => use === 'chat') ?? {}
  // Beside a server on one address somebody else's connection may have the same number on another one.
  const isHere = (address: string) => isIP(at) === 0 || WILDCARDS.has(at) || address === at
  let unknown: readonly TcpSocket[] | undefined
  for (let look = 0; look < LOOKS && !signal.aborted; look++) {
    const [table, users] = await Promise.all([
      tcpSockets(host, new Set([port])),
      client.call('users', {}, { signal, timeoutMs: ANSWER_MS }).catch(() => null),
    ])
    if (!table.seen || users === null) return null
    const known = new Set(users.map(({ ip, port: from }) => endText(ip, from)))
    const now = table.value
      .filter(({ state, inode, local }) => state === 'ESTAB' && inode > 0 && isHere(local.address))
      .filter(({ remote }) => !known.has(endText(remote.address, remote.port)))
    unknown = (unknown ?? now).filter(({ inode }) => now.some((other) => other.inode === inode))
    if (unknown.length === 0) return []
    await delay(BETWEEN_MS, undefined, { signal }).catch(() => {})
  }
  return unknown?.map(({ remote }) => remote) ?? []
}

const endText = (address: string, port: number) => `${address} ${port}`
