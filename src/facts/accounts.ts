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
 * @returns null where there is no such user
 */
export async function accountOf(host: Host, user: string, group: string | null): Promise<Account | null> {
  const line = (await entries(host, 'passwd')).find(([name, , uid]) => name === user || uid === user)
  const [name, , uid, gid] = line ?? (await asked(host, 'passwd', user)) ?? []
  if (name === undefined || uid === undefined) return null
  const groups = await entries(host, 'group')
  const main =
    group === null ? undefined : groups.find((entry) => entry[0] === group || entry[2] === group)?.[2]
  const extra = groups.filter((entry) => entry[3]?.split(',').includes(name)).map((entry) => Number(entry[2]))
  const own = Number(main ?? gid)
  return { name, uid: Number(uid), gid: own, gids: [...new Set([own, ...extra])] }
}

/** The owner of a file or folder; null where it cannot be looked at. */
export async function accountOfFile(host: Host, path: string): Promise<Account | null> {
  const found = await stat(path).catch(() => null)
  return found === null ? null : await accountOf(host, String(found.uid), null)
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
