import { lstatSync } from 'node:fs'

/** What a connection attempt says about a control socket. */
export type Probed = 'live' | 'missing' | 'refused' | 'denied' | 'busy'

/** A server that is well takes a connection at once. */
const TIMEOUT_MS = 1000

/**
 * Connects to a socket and hangs up.
 *
 * @returns `refused` if its server has ended, `busy` if it takes no connections or the attempt takes too long
 */
export async function probeSocket(path: string): Promise<Probed> {
  if (isMissing(path)) return 'missing'
  return await new Promise((resolve) => {
    const socket = process.getBuiltinModule('node:net').connect(path)
    const settle = (probed: Probed) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(probed)
    }
    const timer = setTimeout(settle, TIMEOUT_MS, 'busy')
    socket.once('connect', () => settle('live'))
    socket.on('error', (error: NodeJS.ErrnoException) => settle(MEANING[error.code ?? ''] ?? 'refused'))
  })
}

/** Tells sooner than a connection does, which has to load and make one. */
function isMissing(path: string): boolean {
  if (process.platform === 'win32') return false
  try {
    return lstatSync(path, { throwIfNoEntry: false }) === undefined
  } catch {
    return false
  }
}

const MEANING: Record<string, Probed> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EACCES: 'denied',
  EPERM: 'denied',
  EAGAIN: 'busy',
  EBUSY: 'busy',
}
