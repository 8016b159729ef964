import { chmod, lstat, mkdir, mkdtemp, rename, rm, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { probeSocket } from '../../control/probe.ts'
import { fits, MAX_SOCKET_PATH } from '../../control/socket-path.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'

/** A socket file in its place. */
export interface PlacedSocket {
  readonly path: string
  /** Removes the file unless somebody else has put his own there since. */
  remove(): Promise<void>
}

/**
 * Makes the folder of sockets, for this user alone, or closes an existing one to others.
 *
 * @throws ChatctlError `control/unsafe-folder` if it is a link, no folder, or somebody else's
 */
export async function makePrivateFolder(folder: string, uid: number): Promise<void> {
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  const found = await lstat(folder)
  const unsafe = (reason: string) => new ChatctlError('control/unsafe-folder', { path: folder, reason })
  if (!found.isDirectory()) throw unsafe('it is not a folder')
  if (found.uid !== uid) throw unsafe(`it belongs to user #${found.uid}`)
  if (found.mode & 0o077) await chmod(folder, 0o700)
}

/**
 * Makes sure that nobody serves this path: a socket that nobody answers on is the rest of a daemon that was killed.
 *
 * @throws ChatctlError `control/path-too-long`, `control/in-use`, `control/socket-failed`
 */
export async function claimPath(path: string, pid: number | undefined): Promise<void> {
  if (!fits(path)) {
    throw new ChatctlError('control/path-too-long', {
      path,
      bytes: Buffer.byteLength(path),
      limit: MAX_SOCKET_PATH,
    })
  }
  const probed = await probeSocket(path)
  if (probed === 'live' || probed === 'busy') {
    throw new ChatctlError('control/in-use', { pid: pid ?? '?', socket: path })
  }
}

/**
 * Binds a socket that nobody but its owner can open at any moment: it is bound in a folder that nobody else can enter,
 * made private there, and then moved into its place, over whatever a dead daemon left.
 *
 * @param listen  binds to the path that it is given
 */
export async function placeSocket(
  path: string,
  listen: (path: string) => Promise<unknown>,
): Promise<PlacedSocket> {
  const left = await lstat(path).catch(() => null)
  if (left && !left.isSocket()) throw new ChatctlError('control/socket-failed', { path, reason: 'EEXIST' })
  const nursery = await mkdtemp(join(dirname(path), '.c'))
  try {
    const born = join(nursery, 's')
    await listen(born)
    await chmod(born, 0o600)
    await rename(born, path)
  } finally {
    await rm(nursery, { recursive: true, force: true })
  }
  const { ino } = await lstat(path)
  const remove = async () => {
    const now = await lstat(path).catch(() => null)
    if (now?.ino === ino) await unlink(path).catch(() => {})
  }
  return { path, remove }
}
