import { constants } from 'node:fs'
import { open, readFile, stat, writeFile } from 'node:fs/promises'
import { writePlace } from '../store/write-place.ts'
import { writePrivate } from '../store/write-private.ts'

/**
 * Writes a result to the path that a flag names, for this user alone, and opens it again, so that what is promised is true of
 * what is there. A pipe or a device, such as /dev/stdout, is written to as it is.
 *
 * @throws ForeignLinkError, or the error of the system; an older file is untouched then. `ENXIO` for a pipe that nobody reads
 */
export async function writeResult(path: string, text: string): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (found !== undefined && !found.isFile()) {
    writePlace(path)
    return found.isFIFO() ? await writePipe(path, text) : await writeFile(path, text)
  }
  await writePrivate(path, text)
  if ((await readFile(path, 'utf8')) !== text) throw Object.assign(new Error('EIO'), { code: 'EIO' })
}

/** To open a pipe without a reader would last until there is one. */
async function writePipe(path: string, text: string): Promise<void> {
  const reader = await open(path, constants.O_WRONLY | constants.O_NONBLOCK)
  try {
    await writeFile(path, text)
  } finally {
    await reader.close()
  }
}
