import type { Facts } from '../../../facts/facts.ts'
import type { PathFacts, PathRole } from '../../../facts/shapes/paths.ts'
import type { SelfFacts } from '../../../facts/shapes/self.ts'
import type { Finding, NoVerdict } from '../../check.ts'
import { isPython, shellWord } from '../../commands.ts'
import { giveBack, lostFolders, type OwnFolders } from '../../own-folders.ts'
import { againIfFailed } from '../../server-process.ts'

/** Why the server may not use a file or folder. */
export type Fault = 'wrong-owner' | 'wrong-mode' | 'not-writable'

/** What the server does with what it needs; config.json and the certificate have checks of their own. */
const NEEDS: Readonly<Record<PathRole, readonly ('readable' | 'writable')[]>> = {
  config: [],
  'config-folder': [],
  log: ['writable'],
  'log-folder': ['writable'],
  'data-folder': ['writable'],
  uploads: ['writable'],
  'list-folder': ['writable'],
  'runtime-folder': ['writable'],
  'ban-list': ['readable'],
  'mute-list': ['readable'],
  'data-file': ['readable'],
  'tls-file': [],
  program: ['readable'],
}

/** Bits that the owner must have, by kind. */
const OWNER_BITS = { folder: 0o700, file: 0o600, other: 0o600 } as const

/** Everything of this fault, for the user that the server runs as; unknown where nothing is found and not all could be seen. */
export function faults(
  wanted: Fault,
  paths: readonly PathFacts[],
  self: SelfFacts,
  facts: Facts,
): readonly Finding[] | NoVerdict {
  const user = self.serviceUser
  const lost = lostFolders(paths, self)
  const isLost = ({ path, closedBy }: PathFacts) =>
    lost !== null && (lost.paths.some((one) => one.path === path) || lost.folders.includes(closedBy ?? ''))
  if (lost !== null && wanted === 'wrong-owner') return [wholeFinding(lost, self, facts)]
  const needy = paths
    .filter((path) => !isLost(path))
    .filter((path) => path.exists !== false && unmet(path, facts) !== false)
  const found = needy.filter((path) => unmet(path, facts) === true)
  const shut = new Set(found.filter(({ kind }) => kind === 'folder').map(({ path }) => path))
  const findings = new Map<string, Finding>()
  for (const path of found) {
    // A folder that is shut itself explains what lies in it.
    if (path.closedBy !== null && shut.has(path.closedBy)) continue
    if (faultOf(path, user) !== wanted) continue
    const place = path.closedBy ?? path.path
    if (!findings.has(place)) findings.set(place, finding(wanted, path, self, againIfFailed(facts)))
  }
  if (findings.size > 0) return [...findings.values()]
  const untold = needy.find((path) => unmet(path, facts) === null)
  if (untold === undefined) return []
  return {
    outcome: 'unknown',
    why: { key: 'doctor.cannotTell', values: { path: untold.path, user: user ?? '?' } },
  }
}

const MOST_NAMED = 4

/** All of a folder at once, as the guide has it. */
function wholeFinding(lost: OwnFolders, self: SelfFacts, facts: Facts): Finding {
  const { folders, paths } = lost
  const owners = [...new Set(paths.map(({ owner, group }) => `${owner}:${group}`))]
  const names = paths.slice(0, MOST_NAMED).map(({ path }) => path)
  const values = {
    user: self.serviceUser ?? '?',
    folders: folders.join(', '),
    owner: owners.join(', '),
    count: paths.length,
    names: paths.length > MOST_NAMED ? `${names.join(', ')} …` : names.join(', '),
  }
  return {
    severity: 'error',
    message: { key: 'checks.storage/wrong-owner.whole', values },
    evidence: [
      {
        text: { key: 'checks.storage/wrong-owner.wholeSeen', values },
        command: `find ${folders.map(shellWord).join(' ')} ! -user ${shellWord(values.user)} | head`,
      },
    ],
    fix: giveBack(lost, { key: 'checks.storage/wrong-owner.wholeFix', values }, facts),
  }
}

/** Whether something that is needed is not granted; null where that cannot be told. */
function unmet(path: PathFacts, facts: Facts): boolean | null {
  const needs = new Set(path.roles.flatMap((role) => NEEDS[role]))
  if (path.path.endsWith('.jsonl')) needs.add('writable')
  // The original servers write their lists in place.
  const isList = path.roles.some((role) => role === 'ban-list' || role === 'mute-list')
  if (isList && isPython(facts)) needs.add('writable')
  const answers = [...needs].map((need) => (path.exists === null ? null : path[need]))
  if (answers.includes(false)) return true
  return answers.includes(null) ? null : false
}

function faultOf({ closedBy, owner, kind, mode }: PathFacts, user: string | null): Fault {
  if (closedBy !== null) return 'wrong-mode'
  if (owner !== user) return 'wrong-owner'
  const bits = OWNER_BITS[kind ?? 'other']
  return ((mode ?? 0) & bits) === bits ? 'not-writable' : 'wrong-mode'
}

function finding(fault: Fault, path: PathFacts, self: SelfFacts, again: readonly string[]): Finding {
  const { serviceUser: user, serviceGroup: group, sudo } = self
  const place = shellWord(path.closedBy ?? path.path)
  const owner = `${user}:${group ?? user}`
  const mode = path.kind !== 'folder' ? 0o640 : path.roles.includes('uploads') ? 0o700 : 0o750
  const values = {
    path: path.path,
    folder: path.closedBy ?? '',
    user: user ?? '?',
    owner: `${path.owner}:${path.group}`,
    mode: octal(path.mode ?? 0),
    meant: octal(mode),
  }
  const text = path.closedBy === null ? 'seen' : 'closed'
  const evidence = [
    { text: { key: `doctor.files.${text}` as const, values }, command: `namei -l ${shellWord(path.path)}` },
  ]
  const message = { key: `checks.storage/${fault}.found` as const, values }
  if (path.closedBy !== null) {
    const summary = { key: 'doctor.files.openFix', values } as const
    return {
      severity: 'error',
      message,
      evidence,
      fix: { summary, commands: [`${sudo}chmod o+x ${place}`, ...again], risk: 'safe' },
    }
  }
  if (fault === 'not-writable') {
    const commands = [`lsattr -d ${place}`, `getfacl ${place}`, `findmnt -T ${place}`]
    return {
      severity: 'error',
      message,
      evidence,
      fix: { summary: { key: 'doctor.files.lookFix', values }, commands, risk: 'safe' },
    }
  }
  const chown = fault === 'wrong-owner' ? [`${sudo}chown ${shellWord(owner)} ${place}`] : []
  return {
    severity: 'error',
    message,
    evidence,
    fix: {
      summary: { key: `checks.storage/${fault}.fix`, values },
      commands: [...chown, `${sudo}chmod ${octal(mode)} ${place}`, ...again],
      risk: 'safe',
      plan: {
        do: 'set-owner-and-mode',
        path: path.path,
        owner: fault === 'wrong-owner' ? owner : null,
        mode,
      },
    },
  }
}

const octal = (mode: number) => mode.toString(8).padStart(3, '0')
