import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { syncFolder } from '../store/sync-folder.ts'

/**
 * Puts `path.gz` in the place of `path`: complete and on disk before the original goes, with its mode and owner.
 *
 * @returns the new path
 * @throws the system's error, such as ENOSPC; the original is untouched then
 */
export async function compress(path: string): Promise<string> {
  const { mode, uid, gid } = await stat(path)
  const to = `${path}.gz`
  const draft = `${to}.draft`
  try {
    await rm(draft, { force: true })
    const out = createWriteStream(draft, { flags: 'wx', mode: 0o600 })
    await pipeline(createReadStream(path), createGzip(), out)
    const handle = await open(draft, 'r+')
    try {
      if (process.getuid?.() === 0) await handle.chown(uid, gid)
      await handle.chmod(mode & 0o777)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(draft, to)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
  await rm(path)
  return to
}
