import { stat } from 'node:fs/promises'
import type { Host } from '../host/host.ts'

/** A user as the permission checks of the kernel know it. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
  /** Supplementary groups too. */
  readonly gids: readonly number[]
}

/**
 * A user of this machine by name or number, from /etc/passwd and /etc/group, else from `getent`.
 *
 * @param group  its main group where another one is set (`Group=` of a unit)
 * @param more  groups that it is given besides (`SupplementaryGroups=`)
 * @returns null where there is no such user
 */
export async function accountOf(
  host: Host,
  user: string,
  group: string | null,
  more: readonly string[] = [],
): Promise<Account | null> {
  const line = (await entries(host, 'passwd')).find(([name, , uid]) => name === user || uid === user)
  const [name, , uid, gid] = line ?? (await asked(host, 'passwd', user)) ?? []
  if (name === undefined || uid === undefined) return null
  const groups = await entries(host, 'group')
  const isNamed = (entry: string[], wanted: string) => entry[0] === wanted || entry[2] === wanted
  const main = group === null ? undefined : groups.find((entry) => isNamed(entry, group))?.[2]
  const extra = groups
    .filter((entry) => entry[3]?.split(',').includes(name) || more.some((wanted) => isNamed(entry, wanted)))
    .map((entry) => Number(entry[2]))
  const own = Number(main ?? gid)
  return { name, uid: Number(uid), gid: own, gids: [...new Set([own, ...extra])] }
}

/** The owner of a file or folder; null where it cannot be looked at. */
export async function accountOfFile(host: Host, path: string): Promise<Account | null> {
  const found = await stat(path).catch(() => null)
  if (found === null) return null
  // In a container an owner may have no name.
  const { uid, gid } = found
  return (await accountOf(host, String(uid), null)) ?? { name: String(uid), uid, gid, gids: [gid] }
}

/** The user that a process runs as, with the groups that it has; null where /proc does not tell. */
export async function accountOfProcess(host: Host, pid: number): Promise<Account | null> {
  const read = await host.readText(`/proc/${pid}/status`)
  if (!read.seen) return null
  const ids = (name: string) => {
    const line = new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(read.value)?.[1] ?? ''
    return line.split(/\s+/).filter(Boolean).map(Number)
  }
  // Real, effective, saved: the effective one decides.
  const [, uid] = ids('Uid')
  const [, gid] = ids('Gid')
  if (uid === undefined || gid === undefined) return null
  return { name: await userName(host, uid), uid, gid, gids: [...new Set([gid, ...ids('Groups')])] }
}

/** Name of a user id, or the id itself where it has none. */
export async function userName(host: Host, uid: number): Promise<string> {
  return (await entries(host, 'passwd')).find((entry) => entry[2] === String(uid))?.[0] ?? String(uid)
}

/** Name of a group id, or the id itself where it has none. */
export async function groupName(host: Host, gid: number): Promise<string> {
  return (await entries(host, 'group')).find((entry) => entry[2] === String(gid))?.[0] ?? String(gid)
}

async function entries(host: Host, table: 'passwd' | 'group'): Promise<string[][]> {
  const read = await host.readText(`/etc/${table}`)
  return read.seen ? read.value.split('\n').map((line) => line.split(':')) : []
}

/** For users who are in no file, such as those of a directory service. */
async function asked(host: Host, table: 'passwd', key: string): Promise<string[] | null> {
  const answer = await host.run(['getent', table, key], { timeoutMs: 500 })
  return answer.seen && answer.value.exitCode === 0 ? answer.value.stdout.trim().split(':') : null
}
