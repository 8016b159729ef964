import { constants, type Stats } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Host } from '../host/host.ts'
import type { Account } from './accounts.ts'

/** What a user may do with a file or folder; null where that cannot be told. */
export interface Access {
  readonly read: boolean | null
  readonly write: boolean | null
  /** Run a file, or enter a folder. */
  readonly enter: boolean | null
}

const UNTOLD: Access = { read: null, write: null, enter: null }
const BITS = { read: 4, write: 2, enter: 1 } as const
/** One line per path; the kernel answers, so access lists and read-only mounts count too. */
const ASK = 'for p; do for t in r w x; do [ -$t "$p" ] && printf y || printf n; done; echo; done'

/**
 * What a user may do with paths that exist. The kernel is asked wherever it can be: as that very user, or as root in a
 * child that becomes it. An ordinary user who asks about another goes by owner, group and mode.
 */
export async function accessAs(
  host: Host,
  account: Account | null,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Access>> {
  if (account === null && host.uid >= 0) return new Map()
  if (account === null || account.uid === host.uid) return await each(paths, ownAccess)
  const asked = host.uid === 0 ? await askAs(host, account, paths) : null
  if (asked !== null) return asked
  const listed = await withAccessLists(host, paths)
  return await each(paths, async (path) => (listed.has(path) ? UNTOLD : await byMode(path, account)))
}

async function each(paths: readonly string[], ask: (path: string) => Promise<Access>) {
  return new Map(await Promise.all(paths.map(async (path) => [path, await ask(path)] as const)))
}

async function askAs(
  host: Host,
  account: Account,
  paths: readonly string[],
): Promise<Map<string, Access> | null> {
  const { uid, gid, gids } = account
  const user = [`--reuid=${uid}`, `--regid=${gid}`, `--groups=${gids.join(',')}`]
  const told = await host.run(['setpriv', ...user, '--', 'sh', '-c', ASK, 'sh', ...paths], {
    timeoutMs: 1000,
  })
  if (!told.seen || told.value.exitCode !== 0) return null
  const lines = told.value.stdout.trimEnd().split('\n')
  if (lines.length !== paths.length) return null
  return new Map(
    paths.map((path, index) => {
      const [read, write, enter] = [...(lines[index] ?? '')].map((answer) => answer === 'y')
      return [path, { read: read ?? null, write: write ?? null, enter: enter ?? null }]
    }),
  )
}

/** The paths whose mode is not the whole truth: `ls` marks those that have an access list. */
async function withAccessLists(host: Host, paths: readonly string[]): Promise<Set<string>> {
  const told = await host.run(['ls', '-ldL', '--', ...paths], { timeoutMs: 1000 })
  const lines = told.seen ? told.value.stdout.split('\n').filter((line) => line[10] === '+') : []
  return new Set(paths.filter((path) => lines.some((line) => line.endsWith(` ${path}`))))
}

async function ownAccess(path: string): Promise<Access> {
  const may = async (mode: number) =>
    await access(path, mode).then(
      () => true,
      () => false,
    )
  const [read, write, enter] = await Promise.all([constants.R_OK, constants.W_OK, constants.X_OK].map(may))
  return { read: read ?? null, write: write ?? null, enter: enter ?? null }
}

async function byMode(path: string, account: Account): Promise<Access> {
  const closed = await closedFolder(path, account)
  if (closed === undefined) return UNTOLD
  if (closed !== null) return { read: false, write: false, enter: false }
  const found = await stat(path).catch(() => null)
  if (found === null) return UNTOLD
  return {
    read: mayByMode(found, account, 'read'),
    write: mayByMode(found, account, 'write'),
    enter: mayByMode(found, account, 'enter'),
  }
}

/**
 * The first folder on the way to a path that a user may not enter, by its mode.
 *
 * @returns null where there is none, undefined where that cannot be seen
 */
export async function closedFolder(path: string, account: Account): Promise<string | null | undefined> {
  const folders: string[] = []
  for (let at = dirname(path); ; at = dirname(at)) {
    folders.unshift(at)
    if (at === dirname(at)) break
  }
  for (const folder of folders) {
    const found = await stat(folder).catch(() => null)
    if (found === null) return undefined
    if (!mayByMode(found, account, 'enter')) return folder
  }
  return null
}

/** The kernel's rule: the first class that a user belongs to decides, and root passes nearly everything. */
export function mayByMode(
  { uid, gid, mode }: Pick<Stats, 'uid' | 'gid' | 'mode'>,
  account: Account,
  what: keyof typeof BITS,
): boolean {
  const isFolder = (mode & constants.S_IFMT) === constants.S_IFDIR
  if (account.uid === 0) return what !== 'enter' || isFolder || (mode & 0o111) !== 0
  const shift = account.uid === uid ? 6 : account.gids.includes(gid) ? 3 : 0
  return ((mode >> shift) & BITS[what]) !== 0
}
