import { constants, type Stats } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import type { Finding } from './finding.ts'

/** The most bytes that a configuration may have. */
export const LARGEST = 10 * 1024 * 1024

/** The bytes of a file, or why there are none. */
export type Read =
  | { readonly outcome: 'bytes'; readonly bytes: Uint8Array }
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'refused'; readonly finding: Finding }

/**
 * Reads a configuration without ever waiting for another process: only a regular file is opened, and without blocking,
 * in case it has become a FIFO since it was looked at. Never throws.
 */
export async function readConfigFile(path: string): Promise<Read> {
  let handle: FileHandle | undefined
  try {
    const refused = refusal(path, await stat(path))
    if (refused) return refused
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    return refusal(path, await handle.stat()) ?? (await readBounded(handle, path))
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return { outcome: 'missing' }
    const denied = code === 'EACCES' || code === 'EPERM'
    return refuse('config/unreadable', {
      message: denied
        ? { key: 'config.denied', values: { path } }
        : { key: 'config.unreadable', values: { path, reason: code } },
      ...(denied && { hint: { key: 'config.mayRead' } }),
    })
  } finally {
    await handle?.close().catch(() => {})
  }
}

async function readBounded(handle: FileHandle, path: string): Promise<Read> {
  const bytes = Buffer.alloc((await handle.stat()).size + 1)
  let length = 0
  while (length < bytes.length) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, length)
    if (bytesRead === 0) return { outcome: 'bytes', bytes: bytes.subarray(0, length) }
    length += bytesRead
  }
  return refuse('config/unreadable', { message: { key: 'config.growing', values: { path } } })
}

function refusal(path: string, stats: Stats): Read | undefined {
  if (stats.isDirectory()) {
    return refuse('config/not-a-file', { message: { key: 'config.isDirectory', values: { path } } })
  }
  if (!stats.isFile()) {
    return refuse('config/not-a-file', { message: { key: 'config.notAFile', values: { path } } })
  }
  if (stats.size <= LARGEST) return undefined
  const values = { path, size: stats.size, limit: LARGEST }
  return refuse('config/too-big', { message: { key: 'config.tooBig', values } })
}

function refuse(id: Finding['id'], texts: Pick<Finding, 'message' | 'hint'>): Read {
  return { outcome: 'refused', finding: { severity: 'error', id, key: '', at: undefined, ...texts } }
}
