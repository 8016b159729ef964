import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { stateFolder } from './state-folder.ts'

/** Where root keeps what it remembers of servers: everybody may read there. */
const OF_ROOT = '/var/lib/chatctl'

/** Who remembers. */
export interface Rememberer {
  readonly env: NodeJS.ProcessEnv
  /** -1 where there are no user ids */
  readonly uid: number
}

/**
 * The folder in which this user remembers things about one server, outside the server's own folders, which are not changed
 * unasked: that of the unit (`StateDirectory=`), root's, or one below his home.
 *
 * @param server  tells servers apart: the path of the configuration, or the data folder
 * @returns null where he has no home
 */
export function serverStateFolder({ env, uid }: Rememberer, server: string): string | null {
  const ofUnit = env.STATE_DIRECTORY?.split(':')[0]
  const ofRoot = uid === 0 && !env.XDG_STATE_HOME ? OF_ROOT : null
  const base = ofUnit || ofRoot || stateFolder(env)
  return base ? join(base, nameOf(server)) : null
}

/** Every folder in which something may be remembered about a server that this user may know of; his own first. */
export function knownStateFolders(who: Rememberer, server: string): string[] {
  const own = serverStateFolder(who, server)
  return [...new Set([...(own === null ? [] : [own]), join(OF_ROOT, nameOf(server))])]
}

const nameOf = (server: string) => `server-${createHash('sha256').update(server).digest('hex').slice(0, 12)}`
