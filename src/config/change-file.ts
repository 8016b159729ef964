import { constants } from 'node:fs'
import { access, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { ChatctlError } from '../errors/chatctl-error.ts'
import { writeAtomic } from '../store/atomic-write.ts'
import { LockedError, withLock } from '../store/lock-file.ts'
import { readRegular } from '../store/read-regular.ts'
import { keepCopy } from './copies.ts'
import { diagnose } from './diagnose.ts'
import type { Diagnostic } from './diagnostic.ts'
import { decode } from './encoding.ts'
import { LARGEST } from './read-file.ts'

/** Another edit is done long before. */
const PATIENCE_MS = 5000
const MARK = '\ufeff'

/** How a configuration is changed. */
export interface ChangeOptions {
  /** The command that would be allowed to, for a user who is not. */
  readonly retry: string
  /** The command that shows why a file cannot be edited. */
  readonly check: string
  /** Keeps a copy of the file as it was. */
  readonly keepCopy: boolean
  /** Only says what would become of the file. */
  readonly dryRun: boolean
  /** Milliseconds since 1970. */
  readonly now: number
  /** Aborted, it keeps a change from being made that has not begun to be. */
  readonly signal?: AbortSignal
  /** How long another edit may take. */
  readonly patienceMs?: number
}

/** What became of a configuration that was to be changed. */
export interface ChangedFile {
  /** `refused`: the change would bring errors that were not there. */
  readonly outcome: 'written' | 'planned' | 'unchanged' | 'refused'
  readonly before: Buffer
  readonly after: Buffer
  /** What is wrong with the file after the change: only what is new where it was refused. */
  readonly errors: readonly Diagnostic[]
  /** The copy of the file as it was; null where none is kept. */
  readonly copy: string | null
}

/**
 * Changes a configuration in its place. One edit at a time; a link stays one; owner, mode, byte order mark and everything
 * that is not changed stay as they are; after a failure the old file is whole.
 *
 * @param edit  gets the text without a byte order mark; null where it cannot be edited
 * @throws ChatctlError `config/no-access`, `config/being-edited`, `config/not-editable`, `config/not-written`,
 * `cli/interrupted`
 */
export async function changeConfigFile(
  path: string,
  edit: (text: string) => string | null | Promise<string | null>,
  options: ChangeOptions,
): Promise<ChangedFile> {
  try {
    const target = await realpath(path)
    if (options.dryRun) return await change(target, edit, options)
    await demandRights(target, options)
    const lock = join(dirname(target), `.${basename(target)}.lock`)
    return await withLock(lock, options.patienceMs ?? PATIENCE_MS, () => change(target, edit, options))
  } catch (error) {
    throw asOurs(error, path, options)
  }
}

async function change(
  target: string,
  edit: (text: string) => string | null | Promise<string | null>,
  { check, dryRun, keepCopy: keep, now, signal }: ChangeOptions,
): Promise<ChangedFile> {
  const stats = await stat(target)
  if (!stats.isFile() || stats.size > LARGEST)
    throw new ChatctlError('config/not-editable', { path: target, check })
  const before = await readRegular(target)
  const { text, byteOrderMark, bad } = decode(before)
  const edited = bad === undefined ? await edit(text) : null
  if (edited === null) throw new ChatctlError('config/not-editable', { path: target, check })
  const after = Buffer.from((byteOrderMark ? MARK : '') + edited)
  const { introduced, errors } = compareErrors(before, after)
  const result = { before, after, errors, copy: null }
  if (before.equals(after)) return { ...result, outcome: 'unchanged' }
  if (introduced.length > 0) return { ...result, errors: introduced, outcome: 'refused' }
  if (dryRun) return { ...result, outcome: 'planned' }
  if (signal?.aborted) throw new ChatctlError('cli/interrupted')
  const copy = keep ? await keepCopy(target, before, now) : null
  await writeAtomic(target, after)
  return { ...result, outcome: 'written', copy }
}

/** An error that stood there before is no reason to refuse a change that may be on the way to mending it. */
function compareErrors(before: Buffer, after: Buffer) {
  const errorsOf = (bytes: Buffer) =>
    diagnose(bytes).diagnostics.filter(({ severity }) => severity === 'error')
  const old = new Set(errorsOf(before).map(({ id, key }) => `${id} ${key}`))
  const errors = errorsOf(after)
  return { errors, introduced: errors.filter(({ id, key }) => !old.has(`${id} ${key}`)) }
}

/** Replacing a file makes it the property of who replaces it, unless that is root or its owner. */
async function demandRights(target: string, { retry }: ChangeOptions): Promise<void> {
  await access(dirname(target), constants.W_OK | constants.X_OK)
  const uid = process.getuid?.() ?? 0
  if (uid === 0) return
  const owner = await stat(target)
  const groups = [process.getgid?.(), ...(process.getgroups?.() ?? [])]
  if (owner.uid === uid && groups.includes(owner.gid)) return
  throw new ChatctlError('config/no-access', { path: target, retry })
}

function asOurs(error: unknown, path: string, { retry }: ChangeOptions): unknown {
  if (error instanceof ChatctlError) return error
  if (error instanceof LockedError) return new ChatctlError('config/being-edited', { path, pid: error.pid })
  const { code } = error as NodeJS.ErrnoException
  if (code === undefined) return error
  if (code === 'EACCES' || code === 'EPERM')
    return new ChatctlError('config/no-access', { path, retry }, { cause: error })
  const values = { path: resolve(path), detail: code, folder: dirname(resolve(path)) }
  return new ChatctlError('config/not-written', values, { cause: error })
}
