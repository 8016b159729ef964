import type { Facts } from '../facts/facts.ts'
import type { PathFacts, PathRole } from '../facts/shapes/paths.ts'
import type { SelfFacts } from '../facts/shapes/self.ts'
import type { Message } from '../messages/index.ts'
import { shellWord } from './commands.ts'
import type { Fix } from './fix.ts'
import { unitOf } from './server-process.ts'
import { typeUp } from './systemctl.ts'

const ROLES: readonly PathRole[] = ['config-folder', 'data-folder', 'log-folder']
const WRITTEN: readonly PathRole[] = ['log', 'log-folder', 'data-folder', 'list-folder', 'uploads']
/** Folders of everybody: the top ones, and those in which each program or user has a folder. */
const SHARED = /^\/[^/]*$|^\/(?:usr|home|var|opt|srv|etc|mnt|media)\/?$|^\/(?:usr|home|var)\/[^/]*$/

/** Folders of the server that were given to somebody else with all that is in them, as by `chown -R`. */
export interface OwnFolders {
  /** None lies in another one. */
  readonly folders: readonly string[]
  /** What the server needs among them, the folders too. */
  readonly paths: readonly PathFacts[]
}

/** @returns null where no folder as a whole belongs to somebody else */
export function lostFolders(paths: readonly PathFacts[], { serviceUser }: SelfFacts): OwnFolders | null {
  if (serviceUser === null || serviceUser === 'root') return null
  const isLost = ({ exists, owner }: PathFacts) => exists === true && owner !== serviceUser
  const isUnder = (folder: string) => (path: PathFacts) => path.path.startsWith(`${folder}/`)
  const whole = paths.filter((path) => {
    if (!isLost(path) || SHARED.test(path.path) || !ROLES.some((role) => path.roles.includes(role)))
      return false
    const within = paths.filter((other) => other.exists === true && isUnder(path.path)(other))
    // What the server may use all the same is meant to be so.
    return within.length > 0 && within.every(isLost) && [path, ...within].some(isMissed)
  })
  const folders = whole
    .map(({ path }) => path)
    .filter((path) => !whole.some((other) => path.startsWith(`${other.path}/`)))
  if (folders.length === 0) return null
  const inside = paths.filter(
    (path) => isLost(path) && folders.some((folder) => path.path === folder || isUnder(folder)(path)),
  )
  return { folders, paths: inside }
}

/** Whether the server cannot do its work with something, as far as that can be told. */
function isMissed({ roles, readable, writable }: PathFacts): boolean {
  if (roles.includes('config') && readable === false) return true
  return writable === false && WRITTEN.some((role) => roles.includes(role))
}

/** Gives them all back at once (guide, problem 1, cause 3: `chown -R`). */
export function giveBack({ folders, paths }: OwnFolders, summary: Message, facts: Facts): Fix {
  const { self } = facts
  const sudo = self.seen ? self.value.sudo : ''
  const user = self.seen ? (self.value.serviceUser ?? '') : ''
  const owner = `${user}:${(self.seen ? self.value.serviceGroup : null) ?? user}`
  const unit = unitOf(facts)
  const state = unit?.activeState ?? 'inactive'
  // One that runs goes on as soon as it may.
  const isUp = state === 'inactive' || (facts.live.seen && facts.live.value.state === 'running')
  const isNeeded = state === 'failed' || !isUp
  return {
    summary,
    commands: [
      `${sudo}chown -R ${shellWord(owner)} ${folders.map(shellWord).join(' ')}`,
      ...(unit !== null && self.seen && isNeeded ? typeUp(unit, self.value, 'restart') : []),
    ],
    risk: state === 'active' && !isUp ? 'interrupts-users' : 'safe',
    // Others than root could exchange what is in them meanwhile: then a person should look first.
    ...(paths.every((path) => path.owner === 'root') && { plan: { do: 'give-folders', folders, owner } }),
  }
}
