import { lstatSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'

/** Of root, whatever its home is just now: after `sudo` it may be somebody else's. */
const OF_ROOT = '/var/cache/chatctl'

/**
 * Where Node may keep what it has compiled, so that the next start is faster. Whoever can exchange what lies there has us
 * run code of his, so it is not in /tmp, where Node would put it: there anybody may be the first to make the folder.
 *
 * @param {{ env: NodeJS.ProcessEnv, uid: number | undefined, command: string | undefined }} start
 * @returns {string | null | undefined} null for nowhere; undefined for Node's own place, on a system without user ids
 */
export function compileCacheFolder({ env, uid, command }) {
  if (uid === undefined) return undefined
  // A service starts seldom, and writes nowhere but where its data are.
  if (command === 'serve' && env.INVOCATION_ID) return null
  try {
    const caches = isAbsolute(env.XDG_CACHE_HOME ?? '') ? env.XDG_CACHE_HOME : join(homedir(), '.cache')
    const folder = uid === 0 ? OF_ROOT : join(caches, 'chatctl')
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return [folder, dirname(folder)].every((path) => isSafe(path, uid)) ? folder : null
  } catch {
    return null
  }
}

/** Whether nobody but this user and root can exchange what is in a folder. */
function isSafe(path, uid) {
  const stats = lstatSync(path)
  return stats.isDirectory() && (stats.uid === uid || stats.uid === 0) && (stats.mode & 0o022) === 0
}
