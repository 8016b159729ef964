// Not imported: for an import Node loads all that hangs on a module, such as the streams of this one.
const { lstatSync, mkdirSync } = process.getBuiltinModule('node:fs')
const { dirname, isAbsolute, join } = process.getBuiltinModule('node:path')

/** Of root, whatever its home is just now: after `sudo` it may be somebody else's. */
const CACHE_OF_ROOT = '/var/cache/chatctl'

/** Puts right what the environment leaves open, before anything is loaded that looks at it. */
export function prepareEnvironment() {
  standInForNamelessUser()
  heedColourWish()
}

/**
 * oclif and what it loads ask the user database for a home and a shell where the environment names none, and end where
 * the user id has no entry, as in a container. Such a user gets what containers usually set.
 */
function standInForNamelessUser() {
  const { env } = process
  if (env.HOME && env.SHELL) return
  try {
    process.getBuiltinModule('node:os').userInfo()
  } catch {
    env.HOME ||= '/'
    env.SHELL ||= '/bin/sh'
  }
}

/**
 * Makes NO_COLOR and FORCE_COLOR mean the same to all that paint here, and to the programs that are started: chalk does
 * not know NO_COLOR, and oclif's help takes it over FORCE_COLOR. What is forced wins, as it does for Node itself.
 */
function heedColourWish() {
  const { env } = process
  if (env.FORCE_COLOR !== undefined) delete env.NO_COLOR
  else if (env.NO_COLOR) env.FORCE_COLOR = '0'
}

/** Keeps what Node has compiled, so that the next start is faster. */
export function keepCompiledCode() {
  const start = { env: process.env, uid: process.getuid?.(), command: process.argv[2] }
  const folder = compileCacheFolder(start)
  if (folder !== null) process.getBuiltinModule('node:module').enableCompileCache(folder)
}

/**
 * Where Node may keep compiled code. Whoever can exchange what lies there has us run code of his, so it is not in /tmp,
 * where Node would put it: there anybody may be the first to make the folder.
 *
 * @param {{ env: NodeJS.ProcessEnv, uid: number | undefined, command: string | undefined }} start
 * @returns {string | null | undefined} null for nowhere; undefined for Node's own place, on a system without user ids
 */
export function compileCacheFolder({ env, uid, command }) {
  if (uid === undefined) return undefined
  // A service starts seldom, and writes nowhere but where its data are.
  if (command === 'serve' && env.INVOCATION_ID) return null
  const caches = env.XDG_CACHE_HOME || join(env.HOME ?? '', '.cache')
  const folder = uid === 0 ? CACHE_OF_ROOT : join(caches, 'chatctl')
  if (!isAbsolute(folder)) return null
  try {
    for (const path of [dirname(folder), folder]) makeFolder(path)
    return [folder, dirname(folder)].every((path) => isSafe(path, uid)) ? folder : null
  } catch {
    return null
  }
}

/** Not with all parents: where none can be made, as below /proc, Node never comes back from that. */
function makeFolder(path) {
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
}

/** Whether nobody but this user and root can exchange what is in a folder. */
function isSafe(path, uid) {
  const stats = lstatSync(path)
  return stats.isDirectory() && (stats.uid === uid || stats.uid === 0) && (stats.mode & 0o022) === 0
}
