import type { Facts } from '../../../facts/facts.ts'
import type { PathFacts, PathRole } from '../../../facts/shapes/paths.ts'
import type { SelfFacts } from '../../../facts/shapes/self.ts'
import type { UnitFacts } from '../../../facts/shapes/unit.ts'
import type { Finding } from '../../check.ts'
import { shellWord } from '../../commands.ts'
import { dropInCommands, lookSystemctl } from '../../systemctl.ts'

const USER = 'chatserver'
/** What the new user must own; single files and folders, never what lies below them. */
const OWNED: readonly PathRole[] = [
  'config',
  'log',
  'log-folder',
  'data-folder',
  'list-folder',
  'uploads',
  'ban-list',
  'mute-list',
  'data-file',
  'runtime-folder',
]
/** Folders of everybody: the top ones, and those in which each program or user has a folder. */
const SHARED = /^\/[^/]*$|^\/(?:usr|home|var)\/[^/]*$/

/** A unit that says nothing runs as root; somebody who tries it out by hand knows what he does. */
export function runsAsRoot(self: SelfFacts, { unit, paths }: Facts): Finding[] {
  if (self.serviceUser !== 'root') return []
  const found = unit.seen && unit.value.loadState === 'loaded' && !unit.value.isOfUser ? unit.value : null
  if (found === null) {
    return [{ severity: 'hint', message: { key: 'checks.security/runs-as-root.hand' }, evidence: [] }]
  }
  const values = { unit: found.name, path: found.fragmentPath ?? '', user: USER }
  return [
    {
      severity: 'warning',
      message: { key: 'checks.security/runs-as-root.unit', values },
      evidence: [
        {
          text: { key: 'checks.security/runs-as-root.seen', values },
          command: lookSystemctl(found, self, 'show', '-p', 'User', found.name),
        },
      ],
      fix: {
        summary: { key: 'checks.security/runs-as-root.fix', values },
        commands: newUser(found, paths.seen ? paths.value : [], self),
        risk: 'interrupts-users',
      },
    },
  ]
}

function newUser(unit: UnitFacts, paths: readonly PathFacts[], self: SelfFacts): string[] {
  const { sudo } = self
  const owned = paths
    .filter(
      ({ exists, path, roles }) => exists && !SHARED.test(path) && roles.some((role) => OWNED.includes(role)),
    )
    .map(({ path }) => shellWord(path))
  return [
    `id ${USER} >/dev/null 2>&1 || ${sudo}useradd --system --no-create-home --shell /usr/sbin/nologin ${USER}`,
    ...(owned.length > 0 ? [`${sudo}chown ${USER}: ${owned.join(' ')}`] : []),
    ...dropInCommands(unit, self, 'user', `'[Service]\\nUser=${USER}\\n'`),
  ]
}
