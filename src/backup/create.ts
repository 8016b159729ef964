import { open, rename, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { connectControl } from '../control/client.ts'
import { ChatctlError } from '../errors/chatctl-error.ts'
import { serverOf } from '../facts/server-of.ts'
import type { Target } from '../facts/target.ts'
import type { Host } from '../host/host.ts'
import { installation } from '../host/installation.ts'
import { stampOf } from '../store/file-stamp.ts'
import { rememberLastBackup } from '../store/last-backup.ts'
import { serverStateFolder } from '../store/server-state.ts'
import { syncFolder } from '../store/sync-folder.ts'
import { draftName, holdingFolder } from './hold.ts'
import { BACKUP_SCHEMA, type Manifest } from './manifest.ts'
import { archiveName } from './names.ts'
import { packInto } from './pack.ts'
import { keepMarks, makeBackupFolder, readMarks, serverName } from './place.ts'
import { type Pruned, prune } from './prune.ts'
import { readArchive } from './read-archive.ts'
import { findSources, type Sources } from './sources.ts'

/** How long a busy server may take to write its lists. */
const SAVE_MS = 5000

export interface CreateOptions {
  readonly folder: string
  readonly uploads: boolean
  readonly reason: Manifest['reason']
  /** Archives older than this are removed; null keeps all. */
  readonly keepMs: number | null
  readonly signal: AbortSignal
}

/** A backup that was written, synced and read back. */
export interface Created {
  readonly path: string
  readonly bytes: number
  readonly manifest: Manifest
  readonly leftOut: Sources['leftOut']
  /** Whether the running server wrote its lists first; null where none runs. */
  readonly saved: boolean | null
  readonly pruned: Pruned
}

/**
 * Makes a backup: asks the running server to write its lists, packs, syncs, reads all of it back, and only then gives it its
 * name. Whatever goes wrong, nothing of it is left and earlier backups are as they were.
 *
 * @throws ChatctlError `backup/locked`, `backup/not-written`, `backup/interrupted`, and those of `packInto` and `readArchive`
 */
export async function createBackup(host: Host, target: Target, options: CreateOptions): Promise<Created> {
  const { folder } = options
  try {
    await makeBackupFolder(folder)
    return await holdingFolder(folder, () => createHeld(host, target, options))
  } catch (error) {
    throw asFailure(error, options)
  }
}

/** {@link createBackup} for a caller that holds the folder. */
export async function createHeld(host: Host, target: Target, options: CreateOptions): Promise<Created> {
  const { folder, signal, reason } = options
  const saved = await askToSave(target, signal)
  const nowMs = host.now()
  const anyUnit = reason === 'before-restore'
  const sources = await findSources(target, { uploads: options.uploads, anyUnit, nowMs })
  const draft = join(folder, draftName())
  const head = {
    schema: BACKUP_SCHEMA,
    createdAt: new Date(nowMs).toISOString(),
    version: installation().version,
    host: hostname(),
    server: serverName(target),
    reason,
  } as const
  try {
    const output = await open(draft, 'wx', 0o600)
    const packed = await packInto(output, sources, head, { host, signal }).finally(() => output.close())
    await readArchive(draft, { signal })
    const path = await freeName(folder, target.unitName, nowMs, reason)
    await rename(draft, path)
    await syncFolder(folder)
    await mark(path, packed.manifest, nowMs)
    await rememberLastBackup(serverStateFolder(host, head.server), { path, at: head.createdAt })
    const leftOut = [...sources.leftOut, ...packed.leftOut]
    const { size } = await stat(path)
    const pruned = await prune(folder, {
      server: head.server,
      keepMs: options.keepMs,
      newest: path,
      nowMs,
      signal,
    })
    return { path, bytes: size, manifest: packed.manifest, leftOut, saved, pruned }
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {})
    throw asFailure(error, options)
  }
}

/** What is in memory alone goes to disk first; a server that does not answer has written its lists at the last change. */
async function askToSave(target: Target, signal: AbortSignal): Promise<boolean | null> {
  const { located } = await serverOf(target)
  if (located.state === 'down' || located.state === 'stale') return null
  try {
    const server = await connectControl(located, { signal, timeoutMs: SAVE_MS })
    await server.call('save', {}, { signal, timeoutMs: SAVE_MS })
    return true
  } catch {
    return false
  }
}

async function freeName(
  folder: string,
  unit: string,
  nowMs: number,
  reason: Manifest['reason'],
): Promise<string> {
  for (let again = 0; ; again++) {
    const path = join(folder, archiveName(unit, nowMs, reason, again))
    if ((await stampOf(path)) === null) return path
  }
}

async function mark(path: string, manifest: Manifest, nowMs: number): Promise<void> {
  const folder = dirname(path)
  const stamp = await stampOf(path)
  if (stamp === null) return
  const at = new Date(nowMs).toISOString()
  const entry = { stamp, at, good: true, server: manifest.server, files: manifest.files.length }
  await keepMarks(folder, { ...(await readMarks(folder)), [path.slice(folder.length + 1)]: entry })
}

function asFailure(error: unknown, { folder, signal }: CreateOptions): unknown {
  if (signal.aborted) return new ChatctlError('backup/interrupted', {}, { cause: error })
  if (error instanceof ChatctlError) return error
  const detail = (error as NodeJS.ErrnoException).code ?? String(error)
  return new ChatctlError('backup/not-written', { folder, detail }, { cause: error })
}
