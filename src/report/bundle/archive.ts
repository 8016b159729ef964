import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { packTar, unpackTar } from 'modern-tar'
import type { Artefact } from '../redact/proof.ts'

/** A bundle of a busy server has a few MiB; more than this unpacked is not meant well. */
const MOST_UNPACKED = 128 * 1024 * 1024
const MOST_FILES = 100

/** A tar.gz of files in their order, readable by their owner alone. */
export async function packBundle(files: readonly Artefact[], nowMs: number): Promise<Buffer> {
  const entries = files.map(({ name, bytes }) => ({
    header: { name, size: bytes.length, mode: 0o600, mtime: new Date(nowMs) },
    body: new Uint8Array(bytes),
  }))
  return await promisify(gzip)(await packTar(entries))
}

/**
 * The plain files of a tar.gz, in memory: nothing is written anywhere, so that paths and links in it can do no harm.
 *
 * @throws Error where it is no tar.gz, is cut, or unpacks to too much
 */
export async function unpackBundle(packed: Buffer): Promise<Artefact[]> {
  const tar = await promisify(gunzip)(packed, { maxOutputLength: MOST_UNPACKED })
  const entries = await unpackTar(new Uint8Array(tar))
  if (entries.length > MOST_FILES) throw new Error(`more than ${MOST_FILES} files`)
  return entries.flatMap(({ header, data }) =>
    header.type === 'file' && data ? [{ name: header.name, bytes: Buffer.from(data) }] : [],
  )
}
