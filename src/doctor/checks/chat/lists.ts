import type { Facts } from '../../../facts/facts.ts'
import type { ListFacts } from '../../../facts/shapes/lists.ts'
import type { LiveFacts } from '../../../facts/shapes/live.ts'
import type { Finding } from '../../check.ts'
import { chatctl, isPython, shellWord } from '../../commands.ts'
import { isRunning } from '../../server-process.ts'
import { typeUp } from '../../systemctl.ts'
import { lifting } from './lifting.ts'

/** More entries than that are counted. */
const MOST = 5

/** A list that cannot be read as one (guide, problems 4.3 and 9): at its start the server saves what it can. */
export function brokenList(kind: 'ban' | 'mute', lists: readonly ListFacts[], facts: Facts): Finding[] {
  const list = lists.find((candidate) => candidate.kind === kind)
  if (list === undefined) return []
  const { path, problem, entries, invalid } = list
  if (problem === null) return invalid.length === 0 ? [] : [strangers(list, facts)]
  const id = `chat/${kind}-list-broken` as const
  const values = { path, problem, count: entries.length }
  const isFile = problem.key !== 'sanctions.broken.unreadable'
  const restart = isPython(facts) && facts.unit.seen && facts.self.seen
  return [
    {
      severity: 'error',
      message: { key: `checks.${id}.found`, values },
      evidence: [
        { text: { key: 'doctor.listSeen', values }, command: `cat -A ${shellWord(path)} | head -20` },
        { text: { key: isRunning(facts) === true ? 'doctor.listOld' : 'doctor.listSaved', values } },
      ],
      fix: {
        summary: { key: 'doctor.listFix', values },
        commands: [
          ...(isFile ? [chatctl(`doctor ${id} --fix`, facts)] : [`ls -ld ${shellWord(path)}`]),
          ...(restart && facts.unit.seen && facts.self.seen
            ? typeUp(facts.unit.value, facts.self.value, 'restart')
            : []),
        ],
        risk: restart ? 'interrupts-users' : 'safe',
        ...(isFile && { plan: { do: 'repair-list', path } }),
      },
    },
  ]
}

/** Entries that match nobody: mostly a typing mistake in an address that somebody meant to shut out. */
function strangers({ kind, path, invalid }: ListFacts, facts: Facts): Finding {
  const entries = invalid.slice(0, MOST).map((entry) => JSON.stringify(entry))
  const values = { path, count: invalid.length, entries: entries.join(', ') }
  return {
    severity: 'hint',
    message: { key: 'doctor.listStrangers', values },
    evidence: [{ text: { key: 'doctor.listStrangersSeen', values }, command: `cat ${shellWord(path)}` }],
    fix: lifting(kind, invalid[0] ?? '', path, facts),
  }
}

/** An edit that the running server has refused: the list from before is in force. */
export function notInForce({ status }: LiveFacts, facts: Facts): Finding[] {
  if (status === null) return []
  return (['ban', 'mute'] as const).flatMap((kind): Finding[] => {
    const error = status.listErrors[kind]
    if (error === null) return []
    return [
      {
        severity: 'error',
        message: { key: `checks.chat/list-not-in-force.${kind}` },
        evidence: [
          {
            text: { key: 'checks.chat/list-not-in-force.seen', values: { error } },
            command: chatctl('status', facts),
          },
        ],
        fix: {
          summary: { key: 'checks.chat/list-not-in-force.fix' },
          commands: [chatctl('reload', facts)],
          risk: 'safe',
        },
      },
    ]
  })
}
