import { processInfo, readOrNull } from './proc/process-info.ts'
import { socketOwners } from './proc/socket-owners.ts'
import { parseTcpTable } from './proc/tcp-table.ts'

/** The process that listens on a port. */
export interface PortHolder {
  readonly pid: number
  /** Its command line, arguments separated by blanks, secrets masked. */
  readonly command: string
}

/**
 * Finds who listens on a TCP port, from /proc alone.
 *
 * @returns undefined where /proc does not tell: not Linux, or another user's process and we are not root
 */
export async function holderOfPort(port: number): Promise<PortHolder | undefined> {
  const inodes = ['/proc/net/tcp', '/proc/net/tcp6']
    .flatMap((table) => parseTcpTable(readOrNull(table) ?? '', new Set([port])))
    .filter(({ state }) => state === 'LISTEN')
    .map(({ inode }) => inode)
  const { pidOf } = await socketOwners(inodes)
  const [pid] = pidOf.values()
  const info = pid === undefined ? null : processInfo(pid)
  return info === null ? undefined : { pid: info.pid, command: info.argv.join(' ') }
}
