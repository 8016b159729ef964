import { readlinkSync } from 'node:fs'
import { namesOrNull, readOrNull } from './process-info.ts'
import { parseTcpTable, type TcpSocket } from './tcp-table.ts'

/** One open descriptor of this process. */
export interface Descriptor {
  readonly fd: number
  readonly kind: 'listener' | 'tcp' | 'unix' | 'file' | 'pipe' | 'other'
  /** A path, `address:port` of this end, or what the system calls it. */
  readonly target: string
  /** The other end of a TCP connection. */
  readonly peer: string | null
  /** Of a TCP socket, such as `ESTAB`. */
  readonly state: string | null
}

/** What this process has open, by number; null where the system does not tell (it is no Linux). */
export function ownDescriptors(): Descriptor[] | null {
  const names = namesOrNull('/proc/self/fd')
  if (names === null) return null
  const tcp = new Map(
    ['/proc/self/net/tcp', '/proc/self/net/tcp6']
      .flatMap((path) => parseTcpTable(readOrNull(path) ?? '', 'held'))
      .map((socket) => [socket.inode, socket]),
  )
  const unix = unixSockets()
  return names
    .map(Number)
    .sort((a, b) => a - b)
    .flatMap((fd) => {
      const link = linkOf(fd)
      return link === null ? [] : [descriptor(fd, link, tcp, unix)]
    })
}

function descriptor(
  fd: number,
  link: string,
  tcp: ReadonlyMap<number, TcpSocket>,
  unix: ReadonlyMap<number, string>,
): Descriptor {
  const nothing = { fd, target: link, peer: null, state: null }
  const inode = Number(/^socket:\[(\d+)\]$/.exec(link)?.[1])
  const socket = tcp.get(inode)
  if (socket !== undefined) {
    const { local, remote, state } = socket
    const isListener = state === 'LISTEN'
    const peer = isListener ? null : endText(remote)
    return { fd, kind: isListener ? 'listener' : 'tcp', target: endText(local), peer, state }
  }
  const path = unix.get(inode)
  if (path !== undefined) return { ...nothing, kind: 'unix', target: path }
  if (link.startsWith('pipe:')) return { ...nothing, kind: 'pipe' }
  return { ...nothing, kind: link.startsWith('/') ? 'file' : 'other' }
}

/** Paths of Unix sockets by inode; the ends of connections have none (unix(7)). */
function unixSockets(): Map<number, string> {
  const lines = (readOrNull('/proc/self/net/unix') ?? '').split('\n').slice(1)
  return new Map(
    lines.flatMap((line) => {
      const [, , , , , , inode, ...path] = line.trim().split(/\s+/)
      return inode === undefined ? [] : [[Number(inode), path.join(' ')] as const]
    }),
  )
}

const endText = ({ address, port }: TcpSocket['local']) =>
  `${address.includes(':') ? `[${address}]` : address}:${port}`

function linkOf(fd: number): string | null {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`)
  } catch {
    // The one with which the list was read.
    return null
  }
}
