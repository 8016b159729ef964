import { realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** What decides where the sockets of a user are. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv
  readonly uid: number
  readonly platform: NodeJS.Platform
  /** The runtime folder that services of this machine share; /run/chatctl if not given. */
  readonly shared?: string
}

/** Longest path that a socket address holds, in bytes. */
export const MAX_SOCKET_PATH = process.platform === 'darwin' ? 103 : 107

/** The surroundings of this process. */
export function surroundings(): Surroundings {
  return { env: process.env, uid: process.getuid?.() ?? 0, platform: process.platform }
}

/**
 * The folder for the control sockets of a user: the one that systemd made for the service, /run/chatctl for root, the
 * session's, or else a private one among the temporary files. Windows has pipe names instead: ''.
 */
export function runtimeFolder(env: NodeJS.ProcessEnv, uid: number, platform: NodeJS.Platform): string {
  if (platform === 'win32') return ''
  const given = env.RUNTIME_DIRECTORY?.split(':')[0]
  if (given) return given
  if (uid === 0) return '/run/chatctl'
  if (env.XDG_RUNTIME_DIR) return join(env.XDG_RUNTIME_DIR, 'chatctl')
  return temporaryFolder(uid)
}

/** The folder of last resort, which others could have made first: whoever uses it looks at its owner. */
function temporaryFolder(uid: number): string {
  return join(tmpdir(), `chatctl-${uid}`)
}

/** Where a daemon with this data folder puts its socket, best first; paths that are too long are left out. */
export function socketCandidates(directory: string, { env, uid, platform }: Surroundings): string[] {
  const name = socketName(directory)
  if (platform === 'win32') return [`\\\\.\\pipe\\chatctl-${name}`]
  const folders = new Set([runtimeFolder(env, uid, platform), temporaryFolder(uid)])
  return [...folders].map((folder) => join(folder, `${name}.sock`)).filter(fits)
}

/** Every folder where a daemon that this user may reach can have put its socket. */
export function knownFolders({ env, uid, platform, shared = '/run/chatctl' }: Surroundings): string[] {
  if (platform === 'win32') return []
  const session = env.XDG_RUNTIME_DIR ? [join(env.XDG_RUNTIME_DIR, 'chatctl')] : []
  return [...new Set([runtimeFolder(env, uid, platform), shared, ...session, temporaryFolder(uid)])]
}

/** Whether a socket can be bound to and reached by this path. */
export function fits(path: string): boolean {
  return Buffer.byteLength(path) <= MAX_SOCKET_PATH
}

/** FNV-1a of the folder's path: every command looks for a daemon, and to load a cryptographic hash takes it longer. */
function socketName(directory: string): string {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(realpath(directory))) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash.toString(16).padStart(8, '0')
}

function realpath(directory: string): string {
  try {
    return realpathSync(directory)
  } catch {
    return resolve(directory)
  }
}
