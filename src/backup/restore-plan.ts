import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat, readFile, realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { accountOf } from '../facts/accounts.ts'
import type { Target } from '../facts/target.ts'
import type { Host } from '../host/host.ts'
import { type Attributes, attributesFrom, sameAttributes } from '../store/attributes.ts'
import { type Destinations, destinationsFor } from './destinations.ts'
import type { FileRow, Manifest, Role } from './manifest.ts'
import { kindAt } from './oddity.ts'
import { readArchive } from './read-archive.ts'

/** Files up to this size are kept to be compared line by line; of larger ones it is told that they differ. */
const MOST_SHOWN = 512 * 1024
const MOST_SHOWN_TOGETHER = 32 * 1024 * 1024
/** What has been written since is newer than the archive: such a file is put back only where it is missing. */
const ONLY_MISSING: readonly Role[] = ['logs', 'uploads']

/** What a restore would do with one file. */
export interface RestoreStep {
  readonly row: FileRow
  /** Where it goes; null where it has no place here. */
  readonly to: string | null
  readonly does: 'create' | 'replace' | 'attributes' | 'nothing' | 'keep-newer' | 'no-place' | 'link'
  /** Owner and mode that it will have. */
  readonly attributes: Attributes
  /** The owner has no name on this machine: the number is taken. */
  readonly ownerUnknown: boolean
  /** Outside the folders of this server: the archive's own configuration asks for it. */
  readonly unusual: boolean
  /** Content now and then, where both are small enough to be shown. */
  readonly shown: { readonly before: Buffer | null; readonly after: Buffer } | null
}

export interface RestorePlan {
  readonly archive: string
  readonly manifest: Manifest
  readonly destinations: Destinations
  readonly steps: readonly RestoreStep[]
  /** Folders of the server that are not there. */
  readonly missing: readonly string[]
}

/**
 * Reads an archive to its end and compares it with what is there. Changes nothing.
 *
 * @param roles  those that are wanted
 * @throws ChatctlError as `readArchive`
 */
export async function planRestore(
  host: Host,
  target: Target,
  options: { readonly archive: string; readonly roles: readonly Role[]; readonly signal: AbortSignal },
): Promise<RestorePlan> {
  const { archive, roles, signal } = options
  const small = new Map<string, Buffer>()
  let room = MOST_SHOWN_TOGETHER
  const manifest = await readArchive(archive, {
    signal,
    async onFile(name, role, body, bytes) {
      const isShown = !ONLY_MISSING.includes(role) && bytes <= MOST_SHOWN && bytes <= room
      if (isShown) room -= bytes
      const pieces: Uint8Array[] = []
      for await (const piece of body) if (isShown) pieces.push(Buffer.from(piece))
      if (isShown) small.set(name, Buffer.concat(pieces))
    },
  })
  const config = roles.includes('config') ? small.get('config/config.json') : undefined
  const destinations = destinationsFor(target, config?.toString('utf8').replace(/^\ufeff/, '') ?? null)
  const wanted = manifest.files.filter(({ role }) => roles.includes(role))
  const steps: RestoreStep[] = []
  for (const row of wanted) steps.push(await step(host, row, destinations, small.get(row.name)))
  const folders = manifest.folders.flatMap(({ role }) => destinations.folderOf(role) ?? [])
  const looked = await Promise.all(folders.map((path) => stat(path).catch(() => null)))
  return {
    archive,
    manifest,
    destinations,
    steps,
    missing: folders.filter((_path, at) => looked[at] === null),
  }
}

async function step(
  host: Host,
  row: FileRow,
  destinations: Destinations,
  after: Buffer | undefined,
): Promise<RestoreStep> {
  const { attributes, known } = await attributesOf(host, row)
  const asked = destinations.of(row)
  const step = { row, attributes, ownerUnknown: !known, shown: null }
  if (asked === null) return { ...step, to: null, does: 'no-place', unusual: false }
  const to = await throughTrustedLinks(asked, host.uid)
  const unusual = destinations.isUnusual(asked)
  if (to === null) return { ...step, to: asked, does: 'link', unusual }
  const there = await lstat(to).catch(() => null)
  if (there === null) {
    return {
      ...step,
      to,
      does: 'create',
      unusual,
      shown: after === undefined ? null : { before: null, after },
    }
  }
  if (ONLY_MISSING.includes(row.role)) return { ...step, to, does: 'keep-newer', unusual }
  if (there.size === row.bytes && (await sha256(to)) === row.sha256) {
    const isSame =
      host.uid !== 0
        ? (there.mode & 0o7777) === attributes.mode
        : sameAttributes(attributesFrom(there), attributes)
    return { ...step, to, does: isSame ? 'nothing' : 'attributes', unusual }
  }
  const before = after === undefined || there.size > MOST_SHOWN ? null : await readFile(to)
  const shown = before === null || after === undefined ? null : { before, after }
  return { ...step, to, does: 'replace', unusual, shown }
}

/** Names count before numbers: on another machine the user of the service has another number. */
async function attributesOf(host: Host, row: FileRow): Promise<{ attributes: Attributes; known: boolean }> {
  // No archive makes a file that runs with the rights of its owner.
  const mode = row.mode & 0o777
  const account = await accountOf(host, row.user, row.group)
  const { uid, gid } = account ?? row
  return { attributes: { uid, gid: Number.isNaN(gid) ? row.gid : gid, mode }, known: account !== null }
}

/**
 * The file itself behind a path. A link that this user or root has made is followed; whoever owns a folder of the server could
 * lay another one, also in the place of a folder.
 *
 * @returns null where somebody else's link is on the way, or at its end what is no file
 */
async function throughTrustedLinks(path: string, uid: number): Promise<string | null> {
  for (let at = path; at !== dirname(at); at = dirname(at)) {
    const found = await lstat(at).catch(() => null)
    if (found?.isSymbolicLink() && found.uid !== 0 && found.uid !== uid) return null
  }
  const kind = await kindAt(path)
  if (kind === null || kind === 'denied') return path
  return kind === 'file' ? await realpath(path) : null
}

async function sha256(path: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
    return hash.digest('hex')
  } catch {
    return null
  }
}
