import type { Facts } from '../../../facts/facts.ts'
import { forbiddenBy } from '../../../facts/sandbox.ts'
import type { PathFacts } from '../../../facts/shapes/paths.ts'
import type { Finding } from '../../check.ts'
import { shellWord } from '../../commands.ts'
import { isRunning } from '../../server-process.ts'
import { dropInCommands, lookSystemctl } from '../../systemctl.ts'

const WRITTEN = ['log-folder', 'data-folder', 'list-folder', 'runtime-folder'] as const

const SHOWN = ['ProtectSystem', 'ProtectHome', 'ReadOnlyPaths', 'ReadWritePaths'].flatMap((name) => [
  '-p',
  name,
])

/** Folders that the unit file itself closes: owner and mode look right, and the server still cannot write. */
export function confined(paths: readonly PathFacts[], facts: Facts): Finding[] {
  const { unit, self } = facts
  if (!unit.seen || !self.seen) return []
  const { name, sandbox } = unit.value
  const closed = paths.flatMap(({ path, roles }) => {
    const by = WRITTEN.some((role) => roles.includes(role)) ? forbiddenBy(path, sandbox) : null
    return by === null ? [] : [{ path, by }]
  })
  const [first] = closed
  if (first === undefined) return []
  const values = { unit: name, path: first.path, by: first.by }
  const words = closed.map(({ path }) =>
    path.replace(/[\\%" ]/g, (character) => (character === '%' ? '%%' : `\\${character}`)),
  )
  const prepared = usable(
    paths,
    closed.map(({ path }) => path),
    facts,
  )
  const lines = `[Service]\\nReadWritePaths=${words.join(' ')}\\n`
  return [
    {
      severity: 'error',
      message: { key: 'checks.storage/read-only.unit', values },
      evidence: closed.map(({ path, by }, index) => ({
        text: { key: 'checks.storage/read-only.by', values: { path, by } },
        ...(index === closed.length - 1 && {
          command: lookSystemctl(unit.value, self.value, 'show', ...SHOWN, name),
        }),
      })),
      fix: {
        summary: { key: 'checks.storage/read-only.allow', values },
        commands: [
          ...prepared,
          ...dropInCommands(unit.value, self.value, 'write', shellWord(lines.replaceAll('%', '%%'))),
        ],
        risk: isRunning(facts) === true ? 'interrupts-users' : 'safe',
      },
    },
  ]
}

/** What the folders need besides: systemd starts no unit that may write to a folder which is not there. */
function usable(paths: readonly PathFacts[], folders: readonly string[], { unit, self }: Facts): string[] {
  if (!unit.seen || !self.seen) return []
  const { serviceUser, serviceGroup, sudo } = self.value
  const as = unit.value.isOfUser ? '' : sudo
  const owner = serviceUser === null ? null : shellWord(`${serviceUser}:${serviceGroup ?? serviceUser}`)
  return paths.flatMap(({ path, exists, owner: has, writable }) => {
    const isIn = folders.some((folder) => path === folder || path.startsWith(`${folder}/`))
    if (!isIn || owner === null) return []
    const place = shellWord(path)
    const give = `${as}chown ${owner} ${place}`
    if (folders.includes(path) && exists === false) {
      return [`${as}mkdir -p ${place}`, give, `${as}chmod 750 ${place}`]
    }
    return exists === true && writable === false && has !== serviceUser ? [give] : []
  })
}
