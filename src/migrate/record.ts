import { createHash, randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { lstat, open, readdir, readFile, realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ChatctlError } from '../errors/chatctl-error.ts'
import { writeAtomic } from '../store/atomic-write.ts'
import { type Attributes, attributesFrom } from '../store/attributes.ts'
import { makeFolder } from '../store/make-folder.ts'
import { ensurePrivateFolder, isPrivate } from '../store/private-folder.ts'
import type { OldProcess, OldUnit, Rules } from './original.ts'

const SCHEMA = 'chatctl/migration/1'
const MANIFEST = 'manifest.json'
/** For root alone: configurations hold passwords, and root believes what it finds here. */
export const RECORDS = '/var/lib/chatctl/migrations'

/**
 * What a file is for the way back. `list`: what was added since is kept; `beside`: only copied; `new`: it was not there, and goes.
 */
type KeptRole = 'config' | 'list' | 'setup' | 'beside' | 'new'

/** A file as it was before the migration. */
export interface KeptFile {
  readonly path: string
  readonly role: KeptRole
  /** Real path of its folder: what somebody has laid in its place since is not written to. */
  readonly folder: string
  /** null: there was none. */
  readonly before: (Attributes & { readonly sha256: string }) | null
  /** Where its copy lies, from the folder of the record. */
  readonly copy: string | null
  /** Of a list: where the new server has it. */
  readonly to?: string
  /** Of the configuration: digest of what the migration has written in its place. */
  readonly after?: string
}

/** A migration: all that it takes to go back, whenever and wherever it was cut off. */
interface Migration {
  readonly schema: typeof SCHEMA
  readonly id: string
  readonly at: string
  readonly folder: string
  readonly rules: Rules
  readonly state: 'migrating' | 'migrated' | 'going-back' | 'back'
  readonly host: string
  readonly port: number
  readonly files: readonly KeptFile[]
  /** Owners and modes of folders and files whose content stays. */
  readonly attributes: readonly (Attributes & { readonly path: string })[]
  readonly units: readonly OldUnit[]
  readonly processes: readonly OldProcess[]
}

export interface StoredMigration {
  readonly folder: string
  readonly record: Migration
}

type Draft = Omit<Migration, 'schema' | 'id' | 'at' | 'state' | 'files'>

/** What is to be kept. */
export interface ToKeep {
  readonly path: string
  readonly role: KeptRole
  readonly to?: string
}

/**
 * Copies every file and writes the record, durably, before anything is changed.
 *
 * @throws ChatctlError `migrate/no-backup`
 */
export async function storeMigration(
  draft: Draft,
  keep: readonly ToKeep[],
  now: number,
): Promise<StoredMigration> {
  const at = new Date(now).toISOString()
  const id = `${at.replace(/[-:.Z]/g, '')}-${randomBytes(3).toString('hex')}`
  const folder = join(RECORDS, id)
  try {
    // What root remembers of servers may be read by all; this part of it may not.
    await makeFolder(dirname(RECORDS), 0o755)
    await ensurePrivateFolder(RECORDS, 0)
    await ensurePrivateFolder(folder, 0)
    const files: KeptFile[] = []
    for (const one of keep) files.push(await keepFile(folder, one))
    const stored = {
      folder,
      record: { schema: SCHEMA, id, at, state: 'migrating', ...draft, files } as const,
    }
    await saveMigration(stored)
    return stored
  } catch (error) {
    const detail = (error as NodeJS.ErrnoException).code ?? (error as Error).message
    throw new ChatctlError('migrate/no-backup', { folder: RECORDS, detail }, { cause: error })
  }
}

export async function saveMigration({ folder, record }: StoredMigration): Promise<void> {
  await writeAtomic(join(folder, MANIFEST), `${JSON.stringify(record, null, 2)}\n`, 0o600)
}

/** The migrations of this machine, newest first. What others than root could have put there is none. */
export async function migrations(): Promise<StoredMigration[]> {
  if (!(await isPrivate(RECORDS, 0))) return []
  const found: StoredMigration[] = []
  for (const id of (await readdir(RECORDS)).sort().reverse()) {
    const folder = join(RECORDS, id)
    const record = await readRecord(join(folder, MANIFEST))
    if (record !== null) found.push({ folder, record })
  }
  return found
}

/** Keeps a file anew, where it may have changed since. */
export async function keepFile(folder: string, { path, role, to }: ToKeep): Promise<KeptFile> {
  const found = await readKept(path)
  const place = await realpath(dirname(path)).catch(() => dirname(path))
  const more = to === undefined ? {} : { to }
  if (found === null) return { path, role, folder: place, before: null, copy: null, ...more }
  const copy = join('files', path)
  await makeFolder(dirname(join(folder, copy)), 0o700)
  await writeAtomic(join(folder, copy), found.content, 0o600)
  return {
    path,
    role,
    folder: place,
    before: { ...found.attributes, sha256: sha256(found.content) },
    copy,
    ...more,
  }
}

/** The copy of a file. @throws where it has changed since */
export async function keptContent(
  { folder }: StoredMigration,
  { before, copy, path }: KeptFile,
): Promise<Buffer> {
  const content = await readFile(join(folder, copy ?? ''))
  if (sha256(content) !== before?.sha256) throw new Error(`${path}: its copy in ${folder} is damaged`)
  return content
}

/** A file with its owner and mode; null where there is none. A link is followed as far as the file is a regular one. */
export async function readKept(
  path: string,
): Promise<{ readonly content: Buffer; readonly attributes: Attributes } | null> {
  try {
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const stats = await handle.stat()
      if (!stats.isFile()) throw new Error(`${basename(path)} is not a regular file`)
      return { content: await handle.readFile(), attributes: attributesFrom(stats) }
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
}

/** Owner and mode of what a path is, a link itself left out; null where there is nothing. */
export async function attributesOf(path: string): Promise<Attributes | null> {
  const found = await lstat(path).catch(() => null)
  return found === null || found.isSymbolicLink() ? null : attributesFrom(found)
}

export function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex')
}

async function readRecord(path: string): Promise<Migration | null> {
  try {
    const record = JSON.parse(await readFile(path, 'utf8')) as Migration
    return record.schema === SCHEMA && Array.isArray(record.files) ? record : null
  } catch {
    return null
  }
}
