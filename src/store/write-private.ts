import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncFolder } from './sync-folder.ts'
import { writePlace } from './write-place.ts'

/**
 * Puts a file in its place as a whole, readable for this user alone, whatever was there before: not even the mode of an
 * older file is kept, since in a shared folder somebody else may have put that there.
 *
 * @throws ForeignLinkError, or the error of the system; what was there before is untouched then
 */
export async function writePrivate(path: string, content: string): Promise<void> {
  const place = writePlace(path)
  const draft = `${place}.${randomBytes(6).toString('hex')}.part`
  try {
    const handle = await open(draft, 'wx', 0o600)
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(draft, place)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  await syncFolder(dirname(place))
}
