// Not imported: for an import Node loads all that hangs on a module, such as the streams of this one.
const { lstatSync, mkdirSync, readdirSync, rmSync } = process.getBuiltinModule('node:fs')
const { basename, dirname, isAbsolute, join } = process.getBuiltinModule('node:path')

/** Of root, whatever its home is just now: after `sudo` it may be somebody else's. */
const CACHE_OF_ROOT = '/var/cache/chatctl'
/** What is compiled of one installation, and what it was made of; and folders of Node's that had none around them. */
const OF_RELEASE = /^r-([a-z\d]{1,7})-[a-z\d]{1,12}$/
const OF_NODE = /^v\d+\.\d+\.\d+-[a-z\d]+-[a-f\d]{8}-\d+$/
/** Another installation may be in use beside this one; if it is, its folder costs one slower start. */
const OLD_MS = 7 * 86_400_000

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

/**
 * Keeps what Node has compiled, so that the next start is faster.
 *
 * @param {string} main     the file that is started
 * @param {number} sinceMs  since when it is there, by which a release is told from the next
 */
export function keepCompiledCode(main, sinceMs) {
  const start = { env: process.env, uid: process.getuid?.(), command: process.argv[2] }
  const folder = compileCacheFolder(start)
  if (folder === null) return
  const own = folder === undefined ? folder : releaseFolder(folder, { main, sinceMs, uid: start.uid })
  if (own !== null) process.getBuiltinModule('node:module').enableCompileCache(own)
}

/**
 * The folder of this release. When it is made, those of releases that it has replaced go at the end of this process, after
 * whatever somebody waits for.
 *
 * @param {string} folder  where nobody else can write
 * @returns {string | null} null where it cannot be made
 */
export function releaseFolder(folder, { main, sinceMs, uid }) {
  try {
    const path = join(folder, `r-${shortHash(main)}-${Math.floor(sinceMs).toString(36)}`)
    const there = lstatSync(path, { throwIfNoEntry: false })
    if (there !== undefined) return there.isDirectory() ? path : null
    makeFolder(path)
    process.once('exit', () => pruneCompiledCode(folder, path, uid))
    return path
  } catch {
    return null
  }
}

function shortHash(text) {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193) >>> 0
  return hash.toString(36)
}

/**
 * Removes what was compiled of releases that are no more: earlier ones of this installation, and of others what is old. Only
 * folders of this user whose names are of this program or of Node, never through a link.
 *
 * @param {string} own  the folder that stays
 */
function pruneCompiledCode(folder, own, uid) {
  const installation = OF_RELEASE.exec(basename(own))?.[1]
  try {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name)
      const release = OF_RELEASE.exec(name)
      if (path === own || (release === null && !OF_NODE.test(name))) continue
      const stats = lstatSync(path)
      const isReplaced = release === null || release[1] === installation
      const isOurs = stats.isDirectory() && stats.uid === uid
      if (isOurs && (isReplaced || stats.mtimeMs < Date.now() - OLD_MS))
        rmSync(path, { recursive: true, force: true })
    }
  } catch {
    // Another process was at it too, or the disk is: what is left costs nothing but its room.
  }
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
    return [dirname(folder), folder].every((path) => isSafe(path, uid)) ? folder : null
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

/** Whether nobody but this user and root can exchange what is in a folder, which is made where there is none. */
function isSafe(path, uid) {
  let stats = lstatSync(path, { throwIfNoEntry: false })
  if (stats === undefined) {
    makeFolder(path)
    stats = lstatSync(path)
  }
  return stats.isDirectory() && (stats.uid === uid || stats.uid === 0) && (stats.mode & 0o022) === 0
}
