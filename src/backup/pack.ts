import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, lstat, open, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { createTarPacker, type TarHeader } from 'modern-tar'
import { ChatctlError } from '../errors/chatctl-error.ts'
import { groupName, userName } from '../facts/accounts.ts'
import type { Host } from '../host/host.ts'
import { type FileRow, type FolderRow, MANIFEST_NAME, type Manifest } from './manifest.ts'
import { kindAt, kindOf, type Oddity } from './oddity.ts'
import type { LeftOut, Source, Sources } from './sources.ts'

const PIECE = 256 * 1024
/** Without them there is no server to come back to: a backup that lacks one is not made. */
const INDISPENSABLE = ['config', 'lists', 'data']

/** What went into an archive. */
export interface Packed {
  readonly manifest: Manifest
  /** What this user may not read, or has become something else than a file since it was found. */
  readonly leftOut: readonly LeftOut[]
}

/**
 * Streams files into a tar.gz that is open for writing, the manifest last, and syncs it. Memory stays the same however
 * large they are.
 *
 * @param head  the manifest but for what is found out while packing
 * @throws ChatctlError `backup/denied`, `backup/links`, `backup/source-changed`, `backup/nothing`; the error of the system
 */
export async function packInto(
  output: FileHandle,
  sources: Sources,
  head: Omit<Manifest, 'files' | 'folders'>,
  { host, signal }: { readonly host: Host; readonly signal: AbortSignal },
): Promise<Packed> {
  const { readable, controller } = createTarPacker()
  const written = pipeline(readable, createGzip(), pieceWriter(output), { signal })
  // Told by the other side as well; here it must not be an unhandled rejection meanwhile.
  written.catch(() => {})
  const add = async (header: TarHeader, body: AsyncIterable<Buffer>) => {
    const writer = controller.add(header).getWriter()
    for await (const piece of body)
      await writer.write(new Uint8Array(piece.buffer, piece.byteOffset, piece.length))
    await writer.close()
  }
  try {
    const rows: FileRow[] = []
    const leftOut: LeftOut[] = []
    for (const source of sources.files) {
      signal.throwIfAborted()
      const row = await packFile(source, host, add)
      if (row === 'denied') {
        if (INDISPENSABLE.includes(source.role))
          throw new ChatctlError('backup/denied', { path: source.path })
        leftOut.push({ path: source.path, why: 'denied' })
      } else if (row === 'foreign-link') {
        throw new ChatctlError('backup/links', { paths: source.path })
      } else if (typeof row === 'object') rows.push(row)
      else if (row !== 'gone') leftOut.push({ path: source.path, why: 'not-a-file', is: row })
    }
    if (rows.length === 0) throw new ChatctlError('backup/nothing')
    const manifest: Manifest = { ...head, files: rows, folders: await folderRows(sources, host) }
    const content = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`)
    await add(
      { name: MANIFEST_NAME, size: content.length, mode: 0o600, mtime: new Date(head.createdAt) },
      oneAfterTheOther([content]),
    )
    controller.finalize()
    await written
    await output.sync()
    return { manifest, leftOut }
  } catch (error) {
    controller.error(error)
    // What the disk said comes before that nobody takes what is packed.
    const ofDisk = await written.then(
      () => null,
      (reason: unknown) => reason,
    )
    throw error instanceof ChatctlError || signal.aborted ? error : (ofDisk ?? error)
  }
}

async function packFile(
  source: Source,
  host: Host,
  add: (header: TarHeader, body: AsyncIterable<Buffer>) => Promise<void>,
): Promise<FileRow | Oddity | 'denied' | 'gone' | 'foreign-link'> {
  let handle: FileHandle
  if (await isForeignLink(source.path, host.uid)) return 'foreign-link'
  try {
    handle = await open(source.path, constants.O_RDONLY | constants.O_NONBLOCK)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EACCES' || code === 'EPERM') return 'denied'
    // An upload or a part of the log that has expired meanwhile.
    if (code === 'ENOENT') return 'gone'
    const is = await kindAt(source.path)
    if (is !== null && is !== 'file' && is !== 'denied') return is
    throw error
  }
  try {
    const found = await handle.stat()
    const is = kindOf(found)
    if (is !== 'file') return is
    const { size, mode, uid, gid, mtime } = found
    const owned = { mode: mode & 0o7777, uid, gid, ...(await ownerNames(host, uid, gid)) }
    const hash = createHash('sha256')
    const header = { name: source.name, size, mode: owned.mode, uid, gid, mtime }
    await add({ ...header, uname: owned.user, gname: owned.group }, pieces(handle, size, hash, source.path))
    const { name, role, path } = source
    const sha256 = hash.digest('hex')
    return { name, role, from: path, bytes: size, sha256, modified: mtime.toISOString(), ...owned }
  } finally {
    await handle.close()
  }
}

/** Root would read for whoever owns the folder what that one may not read, and put it where he may look one day. */
async function isForeignLink(path: string, uid: number): Promise<boolean> {
  if (uid !== 0) return false
  const found = await lstat(path).catch(() => undefined)
  return found?.isSymbolicLink() === true && found.uid !== 0
}

/** A file as long as it was when it was opened: a log grows while it is read. */
async function* pieces(handle: FileHandle, size: number, hash: ReturnType<typeof createHash>, path: string) {
  for (let left = size; left > 0; ) {
    // A new piece each time, because the packer holds on to it.
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafeSlow(Math.min(PIECE, left)))
    if (bytesRead === 0) throw new ChatctlError('backup/source-changed', { path })
    left -= bytesRead
    const piece = buffer.subarray(0, bytesRead)
    hash.update(piece)
    yield piece
  }
}

async function* oneAfterTheOther(buffers: readonly Buffer[]) {
  yield* buffers
}

/** Not a write stream: that one takes a short write for a whole one on some disks that fill up. */
function pieceWriter(output: FileHandle) {
  return async (packed: AsyncIterable<Buffer>) => {
    for await (const piece of packed) await output.writeFile(piece)
  }
}

async function ownerNames(host: Host, uid: number, gid: number) {
  return { user: await userName(host, uid), group: await groupName(host, gid) }
}

async function folderRows(sources: Sources, host: Host): Promise<FolderRow[]> {
  const rows = sources.folders.map(async ({ role, path }): Promise<FolderRow[]> => {
    const found = await stat(path).catch(() => null)
    if (!found?.isDirectory()) return []
    const { uid, gid, mode } = found
    return [{ role, from: path, mode: mode & 0o7777, uid, gid, ...(await ownerNames(host, uid, gid)) }]
  })
  return (await Promise.all(rows)).flat()
}
