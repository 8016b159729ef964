import { readdir, readFile, readlink } from 'node:fs/promises'

/** The process that listens on a port. */
export interface PortHolder {
  readonly pid: number
  /** Its command line, arguments separated by blanks. */
  readonly command: string
}

const LISTEN = '0A'
/** More processes than that are not looked through: the answer only decorates an error. */
const MOST_PROCESSES = 5000

/**
 * Finds who listens on a TCP port, from /proc alone.
 *
 * @returns undefined where /proc does not tell: not Linux, or another user's process and we are not root
 */
export async function holderOfPort(port: number): Promise<PortHolder | undefined> {
  const inodes = new Set<string>()
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const inode of listening(await readOrEmpty(table), port)) inodes.add(`socket:[${inode}]`)
  }
  if (inodes.size === 0) return undefined
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  for (const pid of pids.slice(0, MOST_PROCESSES)) {
    if (!(await holds(pid, inodes))) continue
    const command = (await readOrEmpty(`/proc/${pid}/cmdline`)).replaceAll('\0', ' ').trim()
    return { pid: Number(pid), command }
  }
  return undefined
}

/** Inodes of the sockets in a /proc/net/tcp table (proc_net(5)) that listen on a port. */
function* listening(table: string, port: number): Generator<string> {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  for (const line of table.split('\n').slice(1)) {
    const fields = line.trim().split(/\s+/)
    if (fields[1]?.endsWith(suffix) && fields[3] === LISTEN && fields[9]) yield fields[9]
  }
}

async function holds(pid: string, inodes: ReadonlySet<string>): Promise<boolean> {
  const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => [])
  for (const descriptor of descriptors) {
    const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '')
    if (inodes.has(target)) return true
  }
  return false
}

async function readOrEmpty(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}
