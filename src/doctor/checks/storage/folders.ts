import type { Facts } from '../../../facts/facts.ts'
import type { PathFacts, PathRole } from '../../../facts/shapes/paths.ts'
import type { SelfFacts } from '../../../facts/shapes/self.ts'
import type { Finding, NoVerdict } from '../../check.ts'
import { isPython, shellWord } from '../../commands.ts'
import { againIfFailed, isRunning } from '../../server-process.ts'

const FOLDERS = ['log-folder', 'data-folder', 'list-folder', 'runtime-folder'] as const satisfies PathRole[]
const MODE = 0o750

/**
 * Folders that are not there. This server makes them as it needs them, so that is a finding only where it may not; but what
 * lay in its data folder does not come back. The original servers fail without the folder of their log.
 */
export function missingFolders(
  paths: readonly PathFacts[],
  self: SelfFacts,
  facts: Facts,
): readonly Finding[] | NoVerdict {
  const missing = paths.filter(
    ({ exists, roles }) => exists === false && FOLDERS.some((role) => roles.includes(role)),
  )
  const running = isRunning(facts) === true
  const findings = missing.flatMap((path): Finding[] => {
    const { roles, creatable } = path
    const lost = running && roles.includes('data-folder')
    const needed = lost || creatable === false || (isPython(facts) && roles.includes('log-folder'))
    // What lies in a folder that is missing comes with it.
    const inner = missing.some((other) => path.path.startsWith(`${other.path}/`))
    return needed && !inner ? [finding(path, running, self, againIfFailed(facts))] : []
  })
  const untold = missing.find(({ creatable }) => creatable === null)
  if (findings.length > 0 || untold === undefined) return findings
  const values = { path: untold.within, user: self.serviceUser ?? '?' }
  return { outcome: 'unknown', why: { key: 'doctor.cannotTell', values } }
}

function finding(
  { path, roles, within, creatable }: PathFacts,
  running: boolean,
  self: SelfFacts,
  again: readonly string[],
): Finding {
  const { serviceUser: user, serviceGroup: group, sudo } = self
  const what = FOLDERS.find((role) => roles.includes(role)) ?? 'data-folder'
  const values = { path, within, user: user ?? '?' }
  const place = shellWord(path)
  const why = creatable === false ? 'closed' : running ? 'gone' : 'original'
  return {
    severity: 'error',
    message: {
      key: `checks.storage/folder-missing.${what}`,
      values,
    },
    evidence: [
      {
        text: {
          key: `checks.storage/folder-missing.${why}`,
          values,
        },
        command: `ls -ld ${place} ${shellWord(within)}`,
      },
    ],
    fix: {
      summary: { key: 'checks.storage/folder-missing.fix', values },
      commands: [
        `${sudo}mkdir -p ${place}`,
        ...(user === null ? [] : [`${sudo}chown ${shellWord(`${user}:${group ?? user}`)} ${place}`]),
        `${sudo}chmod ${MODE.toString(8)} ${place}`,
        ...again,
      ],
      risk: 'safe',
      plan: { do: 'make-folder', path, mode: MODE, user },
    },
  }
}
