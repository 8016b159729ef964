import { lstat, readdir, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, sep } from 'node:path'
import { isAlive } from '../store/process-start.ts'
import { type Instance, instancePath, readInstance } from './instance.ts'
import { type Probed, probeSocket } from './probe.ts'
import { fits, knownFolders, type Surroundings, socketCandidates, surroundings } from './socket-path.ts'

/** Where a daemon could be, as far as the configuration tells. */
export interface Place {
  /** `server.control_socket`, absolute, if it is set */
  readonly controlSocket?: string | undefined
  /** `data.directory`, absolute */
  readonly directory: string
  /** false if no config file was found anywhere: then the runtime folders are searched as well */
  readonly configFound: boolean
  /** This process's if not given. */
  readonly surroundings?: Surroundings
}

/** Whether and where a daemon runs. Bans and mutes may be edited in the files only in the states `down` and `stale`. */
export type Located =
  /** Somebody accepts connections on the socket. */
  | { readonly state: 'running'; readonly socket: string; readonly instance: Instance | null }
  | { readonly state: 'down' }
  /** It left its instance file behind, and its process is gone. */
  | { readonly state: 'stale'; readonly pid: number }
  /** Its process lives; the socket is gone, or (`busy`) takes no more connections. */
  | { readonly state: 'unreachable'; readonly pid: number; readonly socket: string; readonly busy: boolean }
  /** There is something that this user may not open; `needs` is its owner, as `sudo -u` takes it. */
  | { readonly state: 'denied'; readonly path: string; readonly needs: string }
  /** No config file says which, and more than one runs. */
  | { readonly state: 'several'; readonly sockets: readonly string[] }

interface Candidate {
  readonly socket: string
  readonly probed: Probed
}

/**
 * Finds the daemon: first the configured socket, the one in the instance file, and the usual ones of this data folder;
 * then, if no config file tells the data folder, whatever runs in the runtime folders.
 */
export async function locateDaemon(place: Place): Promise<Located> {
  const around = place.surroundings ?? surroundings()
  const { instance, closed, owner } = await lookAtInstance(place.directory)
  const trusted = [0, around.uid, owner]
  const usual = [...(instance ? [instance.socket] : []), ...socketCandidates(place.directory, around)]
  const tried = [
    ...(await probeAll(place.controlSocket ? [place.controlSocket] : [], trusted)),
    ...(await probeAll([...new Set(usual)], trusted)),
  ]
  const live = tried.find(({ probed }) => probed === 'live')
  if (live) return running(live.socket, instance)

  if (instance && isAlive(instance.pid, instance.processStart ?? null)) {
    return tried.some(({ probed }) => probed === 'denied')
      ? denied(instance.socket)
      : unreachable(instance, tried)
  }
  const found = place.configFound ? [] : await search(around)
  const others = found.filter(({ probed }) => probed === 'live').map(({ socket }) => socket)
  if (others.length > 1) return { state: 'several', sockets: others }
  if (others[0] !== undefined) return running(others[0], null)

  const forbidden = [...tried, ...found].find(({ probed }) => probed === 'denied')
  if (closed || forbidden) return denied(closed ?? forbidden?.socket ?? '')
  return instance ? { state: 'stale', pid: instance.pid } : { state: 'down' }
}

function running(socket: string, instance: Instance | null): Located {
  return { state: 'running', socket, instance: instance?.socket === socket ? instance : null }
}

function unreachable({ pid, socket }: Instance, tried: readonly Candidate[]): Located {
  return { state: 'unreachable', pid, socket, busy: tried.some(({ probed }) => probed === 'busy') }
}

async function denied(path: string): Promise<Located> {
  return { state: 'denied', path, needs: await ownerOf(path) }
}

interface InstanceSeen {
  readonly instance: Instance | null
  /** The instance file, if there is one that this user may not read. */
  readonly closed: string | null
  readonly owner: number | null
}

async function lookAtInstance(directory: string): Promise<InstanceSeen> {
  const path = instancePath(directory)
  const owner = await ownerId(path)
  try {
    return { instance: await readInstance(directory), closed: null, owner }
  } catch {
    return { instance: null, closed: path, owner }
  }
}

async function search(around: Surroundings): Promise<Candidate[]> {
  const inFolders = await Promise.all(
    knownFolders(around).map(async (folder): Promise<Candidate[]> => {
      try {
        const names = (await readdir(folder)).filter((name) => name.endsWith('.sock'))
        return await probeAll(
          names.map((name) => join(folder, name)),
          [0, around.uid],
        )
      } catch (error) {
        const closed = (error as NodeJS.ErrnoException).code === 'EACCES'
        return closed ? [{ socket: folder, probed: 'denied' }] : []
      }
    }),
  )
  return inFolders.flat()
}

/** The user ids whose sockets are taken for a chat server where anybody could have put one; null is no such user. */
type Trusted = readonly (number | null)[]

function probeAll(paths: readonly string[], trusted: Trusted): Promise<Candidate[]> {
  return Promise.all(
    paths.filter(fits).map(async (socket): Promise<Candidate> => {
      const honest = await isHonest(socket, trusted)
      return { socket, probed: honest ? await probeSocket(socket) : 'missing' }
    }),
  )
}

/** Anybody can wait among the temporary files, or in a folder that is open to all, for somebody's console password. */
async function isHonest(socket: string, trusted: Trusted): Promise<boolean> {
  if (!socket.startsWith(join(tmpdir(), sep)) && !(await isOpenToAll(dirname(socket)))) return true
  const owners = await Promise.all([socket, dirname(socket)].map(ownerId))
  return owners.every((owner) => owner === null || trusted.includes(owner))
}

async function isOpenToAll(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => null)
  return found !== null && process.platform !== 'win32' && (found.mode & 0o002) !== 0
}

async function ownerId(path: string): Promise<number | null> {
  try {
    return (await lstat(path)).uid
  } catch {
    return null
  }
}

/** By name, which tells a reader more; a user without one has a number alone. */
async function userWord(uid: number): Promise<string> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const entries = passwd.split('\n').map((line) => line.split(':'))
  return entries.find(([name, , id]) => name && id === String(uid))?.[0] ?? `#${uid}`
}

/** The user to become for a path, or for the nearest folder above it that can be seen. */
async function ownerOf(path: string): Promise<string> {
  for (let at = path; at !== dirname(at); at = dirname(at)) {
    const owner = await ownerId(at)
    if (owner !== null && owner !== 0) return await userWord(owner)
    if (owner === 0) return 'root'
  }
  return 'root'
}
