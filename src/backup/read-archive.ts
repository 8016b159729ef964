import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat } from 'node:fs/promises'
import { Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { createTarDecoder, type ParsedTarEntry } from 'modern-tar'
import { ChatctlError } from '../errors/chatctl-error.ts'
import { type FileRow, MANIFEST_NAME, type Manifest, parseManifest, type Role } from './manifest.ts'
import { roleOfEntry } from './names.ts'

const MIB = 1024 * 1024
/** What one file may have: lists of a hundred thousand addresses have 2 MiB. */
const MOST_OF_ROLE: Readonly<Record<Role, number>> = {
  config: 16 * MIB,
  lists: 64 * MIB,
  data: 256 * MIB,
  unit: MIB,
  logs: Number.MAX_SAFE_INTEGER,
  uploads: Number.MAX_SAFE_INTEGER,
}
const MOST_MANIFEST = 64 * MIB
const MOST_FILES = 100_000
/** Bytes that a tar has beside what its headers announce, and what the decoder reads ahead. */
const SLACK = 8 * MIB

/** What is done with each file while it is read: it must read the body to its end. */
type OnFile = (name: string, role: Role, body: AsyncIterable<Uint8Array>, bytes: number) => Promise<void>

export interface ReadOptions {
  readonly signal: AbortSignal
  readonly onFile?: OnFile
}

/**
 * Reads an archive, which may come from anybody, to its end, and compares every file with the manifest. Nothing is written
 * anywhere. However it ends, `onFile` has ended before.
 *
 * @throws ChatctlError `backup/not-found`; `backup/damaged` where it is cut, altered or no backup; `backup/unsafe` where it
 * holds what no backup holds: absolute names, `..`, links, devices, or far more than it says; `backup/denied`,
 * `backup/interrupted`; whatever `onFile` throws
 */
export async function readArchive(path: string, { signal, onFile }: ReadOptions): Promise<Manifest> {
  const file = await lstat(path).catch(() => null)
  if (!file?.isFile()) throw new ChatctlError('backup/not-found', { path })
  const seen = new Map<string, { bytes: number; sha256: string }>()
  let manifest: Manifest | null = null
  let ofTaker: { readonly error: unknown } | null = null
  let announced = SLACK
  let unpacked = 0
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      unpacked += chunk.length
      const tooMuch = unpacked > announced ? unsafe(path, 'more than its headers announce') : null
      done(tooMuch, chunk)
    },
  })
  const take = async ({ header, body }: ParsedTarEntry) => {
    const { name, size } = header
    if (manifest !== null) throw unsafe(path, `${name} behind the manifest`)
    announced += size + 2048
    if (header.type !== 'file') throw unsafe(path, `${name}: ${header.type}`)
    if (name === MANIFEST_NAME) {
      if (size > MOST_MANIFEST) throw unsafe(path, `${name}: ${size} B`)
      manifest = parseManifest(await whole(body))
      if (manifest === null) throw damaged(path, name)
      return
    }
    const role = roleOfEntry(name)
    if (role === null || seen.has(name) || seen.size >= MOST_FILES) throw unsafe(path, name)
    if (size > MOST_OF_ROLE[role]) throw unsafe(path, `${name}: ${size} B`)
    const hash = createHash('sha256')
    const hashed = hashing(body, hash)
    if (onFile)
      await onFile(name, role, hashed, size).catch((error: unknown) => {
        ofTaker = { error }
        throw error
      })
    else for await (const _piece of hashed);
    seen.set(name, { bytes: size, sha256: hash.digest('hex') })
  }
  try {
    const decoder = createTarDecoder({ strict: true })
    const entries = decoder.readable.getReader()
    const reading = pipeline(
      createReadStream(path),
      createGunzip(),
      limit,
      Writable.fromWeb(decoder.writable),
      { signal },
    )
    const taking = (async () => {
      for (let next = await entries.read(); !next.done; next = await entries.read()) await take(next.value)
    })()
    // Whichever fails first tells why; the other one fails because of it.
    try {
      await Promise.all([
        reading,
        taking.catch((error: unknown) => {
          entries.cancel(error).catch(() => {})
          throw error
        }),
      ])
    } finally {
      // Who takes a file may have half of it on disk, and removes that only when he hears of the end.
      await taking.catch(() => {})
    }
  } catch (error) {
    // A full disk, say, is no fault of the archive.
    if (ofTaker !== null) throw (ofTaker as { error: unknown }).error
    if (error instanceof ChatctlError) throw error
    if (signal.aborted) throw new ChatctlError('backup/interrupted', {}, { cause: error })
    throw whyUnreadable(path, error)
  }
  return matching(path, manifest, seen)
}

async function whole(body: ReadableStream<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of body) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function* hashing(body: ReadableStream<Uint8Array>, hash: ReturnType<typeof createHash>) {
  for await (const piece of body) {
    hash.update(piece)
    yield piece
  }
}

function matching(
  path: string,
  manifest: Manifest | null,
  seen: ReadonlyMap<string, { readonly bytes: number; readonly sha256: string }>,
): Manifest {
  if (manifest === null) throw damaged(path, MANIFEST_NAME)
  const isWhole = ({ name, bytes, sha256, role }: FileRow) => {
    const found = seen.get(name)
    return found?.bytes === bytes && found.sha256 === sha256 && roleOfEntry(name) === role
  }
  const wrong = manifest.files.find((row) => !isWhole(row))
  if (wrong !== undefined) throw damaged(path, wrong.name)
  if (manifest.files.length !== seen.size) throw unsafe(path, 'files that the manifest does not name')
  return manifest
}

function whyUnreadable(path: string, error: unknown): ChatctlError {
  const { code = '', message } = error as NodeJS.ErrnoException
  if (code === 'EACCES' || code === 'EPERM')
    return new ChatctlError('backup/denied', { path }, { cause: error })
  return damaged(path, /^(?:Z_|ERR_)/.test(code) || code === '' ? message : code)
}

const damaged = (path: string, detail: string) => new ChatctlError('backup/damaged', { path, detail })
const unsafe = (path: string, detail: string) => new ChatctlError('backup/unsafe', { path, detail })
