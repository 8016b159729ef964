import { createHash } from 'node:crypto'
import { chmod, chown, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ChatctlError } from '../errors/chatctl-error.ts'
import { accountOf } from '../facts/accounts.ts'
import type { Target } from '../facts/target.ts'
import type { Host } from '../host/host.ts'
import { setAttributes } from '../store/attributes.ts'
import { removeDrafts } from '../store/draft.ts'
import { LockedError, withLock } from '../store/lock-file.ts'
import { makeFolder } from '../store/make-folder.ts'
import { type StagedFile, stageFile } from '../store/staged-file.ts'
import type { Role } from './manifest.ts'
import { readArchive } from './read-archive.ts'
import type { RestorePlan, RestoreStep } from './restore-plan.ts'

/** Details before the addresses that they belong to; the configuration last, because it says where the rest is. */
const ORDER: readonly Role[] = ['uploads', 'logs', 'data', 'lists', 'unit', 'config']
const LOCK_MS = 5000

/**
 * Puts files back: all of them are written and synced beside the present ones first, and then take their names one after the
 * other. Until the first one does, nothing has changed.
 *
 * @param signal  heeded until then
 * @throws ChatctlError `backup/not-restored` (nothing has changed), `backup/half-restored` (the rest has not), `backup/interrupted`
 */
export async function restore(
  host: Host,
  target: Target,
  plan: RestorePlan,
  signal: AbortSignal,
): Promise<void> {
  const staged = new Map<string, StagedFile>()
  let done = 0
  try {
    const todo = plan.steps.filter(({ does }) => does === 'create' || does === 'replace')
    await makeFolders(host, plan, todo)
    // What a restore that was killed has left goes before anything is staged: its room may be needed.
    for (const { to } of todo) if (to !== null) await removeDrafts(to)
    await stageAll(plan, todo, staged, host.uid === 0, signal)
    signal.throwIfAborted()
    await whileListsRest(target, async () => {
      for (const role of ORDER) {
        for (const { row } of todo.filter((step) => step.row.role === role)) {
          await staged.get(row.name)?.commit()
          staged.delete(row.name)
          done++
        }
      }
    })
    for (const { does, to, attributes } of plan.steps) {
      if (does === 'attributes' && to !== null) await putAttributes(host, to, attributes)
    }
  } catch (error) {
    await Promise.all([...staged.values()].map((file) => file.discard()))
    if (done > 0)
      throw new ChatctlError('backup/half-restored', { done, left: staged.size, detail: detailOf(error) })
    if (signal.aborted) throw new ChatctlError('backup/interrupted', {}, { cause: error })
    if (error instanceof ChatctlError) throw error
    throw new ChatctlError('backup/not-restored', { detail: detailOf(error) }, { cause: error })
  }
}

async function stageAll(
  plan: RestorePlan,
  todo: readonly RestoreStep[],
  staged: Map<string, StagedFile>,
  isRoot: boolean,
  signal: AbortSignal,
): Promise<void> {
  const wanted = new Map(todo.map((step) => [step.row.name, step]))
  await readArchive(plan.archive, {
    signal,
    async onFile(name, _role, body) {
      const step = wanted.get(name)
      if (step?.to == null) {
        for await (const _piece of body);
        return
      }
      const hash = createHash('sha256')
      staged.set(name, await stageFile(step.to, hashed(body, hash), step.attributes, isRoot))
      // The archive could be another one than the one that was shown.
      if (hash.digest('hex') !== step.row.sha256) {
        throw new ChatctlError('backup/damaged', { path: plan.archive, detail: name })
      }
    },
  })
}

async function* hashed(body: AsyncIterable<Uint8Array>, hash: ReturnType<typeof createHash>) {
  for await (const piece of body) {
    hash.update(piece)
    yield piece
  }
}

/** Folders that are missing, the outer ones first, with the owner and mode that they had. */
async function makeFolders(host: Host, plan: RestorePlan, todo: readonly RestoreStep[]): Promise<void> {
  const needed = [...new Set(todo.flatMap(({ to }) => (to === null ? [] : [dirname(to)])))]
  const known = plan.manifest.folders.flatMap((row) => {
    const path = plan.destinations.folderOf(row.role)
    const isNeeded =
      path !== null && needed.some((folder) => folder === path || folder.startsWith(`${path}/`))
    return isNeeded && plan.missing.includes(path) ? [{ path, row }] : []
  })
  for (const { path, row } of known.sort((a, b) => a.path.length - b.path.length)) {
    await makeFolder(path)
    await chmod(path, row.mode & 0o777)
    const owner = host.uid === 0 ? await accountOf(host, row.user, row.group) : null
    if (owner !== null) await chown(path, owner.uid, owner.gid)
  }
  for (const folder of needed) await makeFolder(folder)
}

/** Neither a running server nor a command may change the lists in between. */
async function whileListsRest(target: Target, work: () => Promise<void>): Promise<void> {
  const { directory } = target.settings.data
  const lock = (name: string) => join(directory, name)
  if (!(await stat(directory).catch(() => null))) return await work()
  try {
    await withLock(lock('bans.lock'), LOCK_MS, () => withLock(lock('mutes.lock'), LOCK_MS, work))
  } catch (error) {
    if (error instanceof LockedError)
      throw new ChatctlError('sanctions/locked', { file: error.path, pid: error.pid })
    throw error
  }
}

async function putAttributes(host: Host, path: string, wanted: RestoreStep['attributes']): Promise<void> {
  if (host.uid === 0) return await setAttributes(path, wanted)
  const { uid, gid } = await stat(path)
  await setAttributes(path, { uid, gid, mode: wanted.mode })
}

const detailOf = (error: unknown) =>
  error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error)
