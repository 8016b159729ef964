import { randomBytes } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Target } from '../../facts/target.ts'
import type { Message } from '../../messages/index.ts'
import { writeAtomic } from '../../store/atomic-write.ts'
import { ensurePrivateFolder, isPrivate } from '../../store/private-folder.ts'
import { stateFolder } from '../../store/state-folder.ts'
import type { CheckId } from '../check-ids.ts'
import type { Risk } from '../fix.ts'
import type { Change } from './change.ts'
import { sha256, targetOf } from './file-state.ts'
import { FixProblem, problemText } from './problem.ts'

const SCHEMA = 'chatctl.fix/1'
const MANIFEST = 'manifest.json'
/** Older copies than those of this many fixes are of no use to anybody. */
const KEPT = 20

/** A fix that was made, or was being made when its run ended: what it takes to take it back. */
export interface FixRecord {
  readonly schema: typeof SCHEMA
  /** Sorts by time. */
  readonly id: string
  /** ISO 8601 */
  readonly at: string
  /** Which server it was made for: the path of its configuration. */
  readonly server: string
  readonly check: CheckId
  readonly summary: Message
  readonly risk: Risk
  readonly state: 'applying' | 'applied'
  /** Changes of `changes` that are certainly made, for those that cannot be looked at. */
  readonly done: number
  readonly changes: readonly Change[]
}

/** A record with its folder, which also holds the bytes of every file that was replaced. */
export interface StoredFix {
  readonly folder: string
  readonly record: FixRecord
}

/**
 * Folders for records, best first: a disk may be full or read-only, and a user may have no home.
 *
 * @param config  path of the configuration
 */
export function recordFolders(env: NodeJS.ProcessEnv, uid: number, config: string | null): string[] {
  const state = stateFolder(env)
  const beside = config === null ? [] : [join(dirname(config), '.chatctl')]
  const last = join(tmpdir(), `chatctl-fixes-${Math.max(uid, 0)}`)
  return [...(state === null ? [] : [state]), ...beside, last].map((folder) => join(folder, 'fixes'))
}

/** Tells a server from others in records, also where its configuration is reached by a link. */
export async function serverOf({ loaded, settings }: Target): Promise<string> {
  if (loaded.path === null) return settings.data.directory
  return await targetOf(loaded.path).catch(() => loaded.path ?? '')
}

/**
 * Writes a record and copies of what will be replaced, durably, before anything is changed.
 *
 * @param contents  the bytes of every digest in the changes
 * @throws FixProblem where none of the folders can be written to
 */
export async function store(
  draft: Pick<FixRecord, 'server' | 'check' | 'summary' | 'risk' | 'changes'>,
  contents: ReadonlyMap<string, Buffer>,
  at: { readonly folders: readonly string[]; readonly uid: number; readonly now: number },
): Promise<StoredFix> {
  const time = new Date(at.now).toISOString()
  // To the millisecond: several fixes of one run are taken back in the order of their ids.
  const id = `${time.replace(/[-:.Z]/g, '')}-${randomBytes(3).toString('hex')}`
  const record: FixRecord = { schema: SCHEMA, id, at: time, ...draft, state: 'applying', done: 0 }
  let failure: unknown
  for (const parent of at.folders) {
    const folder = join(parent, id)
    try {
      await ensurePrivateFolder(parent, at.uid)
      await ensurePrivateFolder(folder, at.uid)
      await copyOriginals(folder, draft.changes, contents)
      await save({ folder, record })
      return { folder, record }
    } catch (error) {
      failure ??= error
      await rm(folder, { recursive: true, force: true }).catch(() => {})
    }
  }
  const { values } = problemText(failure)
  throw new FixProblem({ key: 'fixes.noBackup', values: { detail: String(values?.detail ?? '') } })
}

/** Forgets a fix that has been taken back; and the oldest of many. */
export async function forget({ folder }: StoredFix): Promise<void> {
  await rm(folder, { recursive: true, force: true })
}

export async function forgetOldest({ folder }: StoredFix): Promise<void> {
  const parent = dirname(folder)
  const ids = (await readdir(parent).catch(() => [])).sort().reverse()
  for (const id of ids.slice(KEPT))
    await rm(join(parent, id), { recursive: true, force: true }).catch(() => {})
}

/** The fixes of a server that this user has made and not taken back, newest first. What others could have put there is no record. */
export async function storedFixes(
  folders: readonly string[],
  uid: number,
  server: string,
): Promise<StoredFix[]> {
  const found: StoredFix[] = []
  for (const parent of folders) {
    if (!(await isPrivate(parent, uid))) continue
    for (const id of await readdir(parent).catch(() => [])) {
      const folder = join(parent, id)
      const record = await readRecord(join(folder, MANIFEST))
      if (record?.server === server) found.push({ folder, record })
    }
  }
  return found.sort((a, b) => b.record.id.localeCompare(a.record.id))
}

/** The bytes of a digest: those that were planned, else the copy in the folder of the record. */
export async function storedContent(
  { folder }: StoredFix,
  digest: string,
  planned: ReadonlyMap<string, Buffer> = new Map(),
): Promise<Buffer> {
  const content = planned.get(digest) ?? (await readFile(join(folder, digest)))
  if (sha256(content) !== digest)
    throw new FixProblem({ key: 'fixes.copyDamaged', values: { path: join(folder, digest) } })
  return content
}

async function copyOriginals(
  folder: string,
  changes: readonly Change[],
  contents: ReadonlyMap<string, Buffer>,
): Promise<void> {
  for (const change of changes) {
    if (change.do !== 'write' || change.before === null) continue
    const content = contents.get(change.before.sha256)
    if (content !== undefined) await writeAtomic(join(folder, change.before.sha256), content, 0o600)
  }
}

/** Writes down how far it has come. */
export async function save(fix: StoredFix): Promise<void> {
  await writeAtomic(join(fix.folder, MANIFEST), `${JSON.stringify(fix.record, null, 2)}\n`, 0o600)
}

async function readRecord(path: string): Promise<FixRecord | null> {
  try {
    const record = JSON.parse(await readFile(path, 'utf8')) as FixRecord
    return record.schema === SCHEMA && Array.isArray(record.changes) ? record : null
  } catch {
    return null
  }
}
