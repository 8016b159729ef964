import type { Facts } from '../../../facts/facts.ts'
import type { PathFacts } from '../../../facts/shapes/paths.ts'
import type { SelfFacts } from '../../../facts/shapes/self.ts'
import type { Finding, NoVerdict } from '../../check.ts'
import { intoForce, shellWord, sudoFor } from '../../commands.ts'
import { giveBack, lostFolders } from '../../own-folders.ts'
import { diagnosticFindings } from './diagnostics.ts'

/**
 * Whether the server can read its configuration, as the user that it runs as: who asks may be somebody else, and may see
 * more or less.
 */
export function unreadable(
  paths: readonly PathFacts[],
  self: SelfFacts,
  facts: Facts,
): readonly Finding[] | NoVerdict {
  const { config } = facts
  const told = config.seen ? diagnosticFindings('config/unreadable', config.value, facts) : []
  const file = paths.find(({ roles }) => roles.includes('config'))
  if (told.length > 0 || file === undefined || file.exists === false) return told
  const user = self.serviceUser
  if (file.readable === null || user === null) {
    return {
      outcome: 'unknown',
      why: { key: 'doctor.cannotTell', values: { path: file.path, user: user ?? '?' } },
    }
  }
  if (file.readable) return []
  const finding = denied(file, user, self.serviceGroup ?? user, facts)
  const lost = lostFolders(paths, self)
  if (lost === null || !lost.paths.some(({ path }) => path === file.path)) return [finding]
  // Alone it would be of no use: the rest of the folder would be told next.
  const values = { user, folders: lost.folders.join(', ') }
  return [{ ...finding, fix: giveBack(lost, { key: 'checks.storage/wrong-owner.wholeFix', values }, facts) }]
}

function denied(
  { path, owner, group, mode, closedBy }: PathFacts,
  user: string,
  userGroup: string,
  facts: Facts,
): Finding {
  const { commands, interrupts } = intoForce(facts)
  const sudo = sudoFor(owner, facts)
  const values = {
    path,
    user,
    owner: owner ?? '?',
    group: group ?? '?',
    mode: (mode ?? 0).toString(8).padStart(4, '0'),
  }
  const key = closedBy === null ? 'checks.config/unreadable.mode' : 'checks.config/unreadable.closed'
  return {
    severity: 'error',
    message: { key: 'checks.config/unreadable.found', values },
    evidence: [
      {
        text: { key, values: { ...values, folder: closedBy ?? '' } },
        command: `namei -l ${shellWord(path)}`,
      },
    ],
    fix:
      closedBy === null
        ? {
            summary: { key: 'checks.config/unreadable.fix', values },
            commands: [
              `${sudo}chown ${shellWord(`${user}:${userGroup}`)} ${shellWord(path)}`,
              `${sudo}chmod 640 ${shellWord(path)}`,
              ...commands,
            ],
            risk: interrupts ? 'interrupts-users' : 'safe',
            plan: { do: 'set-owner-and-mode', path, owner: `${user}:${userGroup}`, mode: 0o640 },
          }
        : {
            summary: { key: 'checks.config/unreadable.open', values: { user, folder: closedBy } },
            commands: [`${sudo}chmod o+x ${shellWord(closedBy)}`, ...commands],
            risk: interrupts ? 'interrupts-users' : 'safe',
          },
  }
}
