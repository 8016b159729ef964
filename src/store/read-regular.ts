import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

/** More than any small file of ours has; a larger one is somebody's mistake or mischief. */
const LARGEST = 64 * 1024 * 1024
/** A FIFO that nobody writes to would block the open itself, and a thread of the pool with it for good. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/**
 * Opens a file for reading that may lie where other users, or a slip of the hand, could have put something else: a FIFO, a
 * device, a folder. Never waits for another process.
 *
 * @throws the system's error; `EINVAL` for what is no regular file
 */
export async function openRegular(path: string): Promise<FileHandle> {
  const handle = await open(path, FLAGS)
  try {
    if (!(await handle.stat()).isFile()) throw notRegular(path)
    return handle
  } catch (error) {
    await handle.close().catch(() => {})
    throw error
  }
}

/**
 * The content of such a file.
 *
 * @throws as {@link openRegular}, and `EFBIG` for one of more than 64 MiB
 */
export async function readRegular(path: string): Promise<Buffer> {
  const handle = await openRegular(path)
  try {
    return await readWhole(handle)
  } finally {
    await handle.close()
  }
}

/**
 * The content of what {@link openRegular} has opened.
 *
 * @throws the system's error; `EFBIG`
 */
export async function readWhole(handle: FileHandle): Promise<Buffer> {
  if ((await handle.stat()).size > LARGEST) throw tooLarge()
  return await handle.readFile()
}

/** {@link readRegular} without a turn of the event loop. */
export function readRegularSync(path: string): Buffer {
  const descriptor = openSync(path, FLAGS)
  try {
    const stats = fstatSync(descriptor)
    if (!stats.isFile()) throw notRegular(path)
    if (stats.size > LARGEST) throw tooLarge()
    return readFileSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** The error of a place where something else than a regular file lies. */
export function notRegular(path: string): Error {
  return Object.assign(new Error(`EINVAL: not a regular file, read '${path}'`), { code: 'EINVAL' })
}

const tooLarge = () => Object.assign(new Error('EFBIG: file too large'), { code: 'EFBIG' })
