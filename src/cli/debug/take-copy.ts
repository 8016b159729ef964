import { constants } from 'node:fs'
import { access, type FileHandle, lstat, open, rm, statfs, unlink } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { bytes } from '../../messages/format.ts'
import { syncFolder } from '../../store/sync-folder.ts'

const PIECE_BYTES = 1024 * 1024

/**
 * Looks beforehand whether a file can be put there, so that nobody is made to wait for nothing.
 *
 * @throws ChatctlError `debug/exists`, `debug/not-copied`, `debug/no-space`
 */
export async function checkTarget(out: string, needBytes: number): Promise<void> {
  const path = resolve(out)
  if ((await lstat(path).catch(() => null)) !== null) throw new ChatctlError('debug/exists', { path })
  const folder = dirname(path)
  try {
    await access(folder, constants.W_OK)
  } catch (error) {
    throw new ChatctlError('debug/not-copied', { path, code: codeOf(error), from: '-' })
  }
  const found = await statfs(folder).catch(() => null)
  const free = found === null ? needBytes : found.bavail * found.bsize
  if (free < needBytes)
    throw new ChatctlError('debug/no-space', { folder, free: bytes(free), need: bytes(needBytes) })
}

/**
 * Puts a recording where its reader wants it, as a file of his alone, and removes the server's. Nothing that is there is
 * overwritten.
 *
 * @param from  in a folder of the server's user: links are not followed, as root must not be led to read something else
 * @returns the path, absolute
 * @throws ChatctlError `debug/exists`, `debug/not-copied`; the server's file stays then
 */
export async function takeCopy(from: string, out: string): Promise<string> {
  const path = resolve(out)
  let source: FileHandle | undefined
  let target: FileHandle | undefined
  try {
    source = await open(from, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    if (!(await source.stat()).isFile()) throw Object.assign(new Error('no file'), { code: 'EINVAL' })
    target = await open(path, 'wx', 0o600)
    await copy(source, target)
    await target.sync()
    await syncFolder(dirname(path))
  } catch (error) {
    if (target !== undefined) await rm(path, { force: true }).catch(() => {})
    const code = codeOf(error)
    if (code === 'EEXIST') throw new ChatctlError('debug/exists', { path })
    throw new ChatctlError('debug/not-copied', { path, code, from }, { cause: error })
  } finally {
    await source?.close()
    await target?.close()
  }
  await unlink(from).catch(() => {})
  return path
}

async function copy(source: FileHandle, target: FileHandle): Promise<void> {
  const buffer = Buffer.allocUnsafe(PIECE_BYTES)
  for (;;) {
    const { bytesRead } = await source.read(buffer, 0, buffer.length, null)
    if (bytesRead === 0) return
    for (let at = 0; at < bytesRead; ) at += (await target.write(buffer, at, bytesRead - at)).bytesWritten
  }
}

function codeOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return code ?? message
}
