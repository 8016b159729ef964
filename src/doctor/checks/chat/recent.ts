import { AddressList } from '../../../chat/address-list.ts'
import type { Facts } from '../../../facts/facts.ts'
import type { ConfigFacts } from '../../../facts/shapes/config.ts'
import type { LogFacts } from '../../../facts/shapes/log.ts'
import type { Evidence, Finding } from '../../check.ts'
import { chatctl, intoForce, shellWord } from '../../commands.ts'
import { lifting } from './lifting.ts'
import { raisingLimits } from './raise-limits.ts'

const MOST = 5
/** Fewer are what a day with mobile phones brings. */
const MANY_TIMEOUTS = 10
const MANY_REFUSALS = 20

/** Connections that end because nothing is heard of them (guide, problem 5). */
export function heartbeatTimeouts(log: LogFacts, config: ConfigFacts, facts: Facts): Finding[] {
  const total = log.heartbeatTimeouts.reduce((sum, { count }) => sum + count, 0)
  const joined = log.day.byEvent['chat/joined'] ?? 0
  if (total < MANY_TIMEOUTS) return []
  const { heartbeat_timeout: timeout } = config.settings.security
  const worst = log.heartbeatTimeouts[0]
  const isOne = worst !== undefined && worst.count > total / 2
  const values = {
    total,
    joined,
    timeout,
    meant: timeout * 2,
    address: worst?.address ?? '',
    count: worst?.count ?? 0,
  }
  const { commands, interrupts } = intoForce(facts)
  return [
    {
      severity: total > joined / 4 ? 'warning' : 'hint',
      message: {
        key: isOne ? 'checks.chat/heartbeat-timeouts.one' : 'checks.chat/heartbeat-timeouts.many',
        values,
      },
      evidence: [
        ...addresses(log.heartbeatTimeouts),
        {
          text: { key: 'checks.chat/heartbeat-timeouts.seen', values },
          command: `grep -aE 'chat/heartbeat-timeout|心跳超时' ${shellWord(log.files.at(-1) ?? 'server.log')} | tail`,
        },
      ],
      fix: {
        summary: {
          key: isOne ? 'checks.chat/heartbeat-timeouts.client' : 'checks.chat/heartbeat-timeouts.fix',
          values,
        },
        commands: isOne
          ? [chatctl('users', facts)]
          : [chatctl('doctor chat/heartbeat-timeouts --fix', facts), ...commands],
        risk: !isOne && interrupts ? 'interrupts-users' : 'safe',
        ...(!isOne && {
          plan: {
            do: 'set-config',
            path: config.file,
            key: ['security', 'heartbeat_timeout'],
            value: timeout * 2,
          },
        }),
      },
    },
  ]
}

/** Somebody who is banned keeps knocking: perhaps one who should not be (guide, problem 4.3). Whose ban is over, may come in. */
export function bannedAsking(log: LogFacts, config: ConfigFacts, facts: Facts): Finding[] {
  const entryFor = bansInForce(facts)
  const asking = log.bannedAsking.filter(({ address }) => entryFor(address) !== undefined)
  const [first] = asking
  if (first === undefined) return []
  const path = config.settings.data.banned_ips_file
  const fix = lifting('ban', entryFor(first.address) ?? first.address, path, facts)
  return [
    {
      severity: 'hint',
      message: { key: 'checks.chat/banned-asking.found', values: { count: asking.length } },
      evidence: [
        ...addresses(asking),
        {
          text: { key: 'checks.chat/banned-asking.seen' },
          command: `grep -aE 'door/banned|黑名单' ${shellWord(log.files.at(-1) ?? 'server.log')} | tail`,
        },
      ],
      fix: { ...fix, summary: { key: 'checks.chat/banned-asking.fix' } },
    },
  ]
}

/** People who were turned away by a limit (guide, problem 6): those behind one router share an address. */
export function refusals(log: LogFacts, config: ConfigFacts, facts: Facts): Finding[] {
  const limited = log.refused.filter(({ reason, count }) => reason !== 'banned' && count >= MANY_REFUSALS)
  if (limited.length === 0) return []
  const reasons = limited.map(({ reason }) => reason)
  const { commands, interrupts } = raisingLimits(reasons, config, facts)
  return [
    {
      severity: 'hint',
      message: {
        key: 'checks.chat/refusals.found',
        values: { count: limited.reduce((sum, { count }) => sum + count, 0) },
      },
      evidence: [
        ...limited.map(({ reason, count }) => ({
          text: { key: 'checks.chat/refusals.seen' as const, values: { reason, count } },
        })),
        {
          text: { key: 'checks.chat/refusals.log' },
          command: `grep -aE 'door/(full|refused|repeated)|拒绝' ${shellWord(log.files.at(-1) ?? 'server.log')} | tail`,
        },
      ],
      fix: {
        summary: { key: 'checks.chat/refusals.fix' },
        commands,
        risk: interrupts ? 'interrupts-users' : 'safe',
      },
    },
  ]
}

/** The entry of the ban list that an address falls under; where the list is not to be had, every ban still stands. */
function bansInForce({ lists }: Facts): (address: string) => string | undefined {
  const bans = lists.seen ? lists.value.find(({ kind }) => kind === 'ban') : undefined
  if (bans === undefined || bans.problem !== null) return (address) => address
  const rules = new AddressList<string>()
  for (const entry of bans.entries) rules.set(entry, entry)
  return (address) => rules.match(address, 0)
}

function addresses(counted: LogFacts['bannedAsking']): Evidence[] {
  return counted
    .slice(0, MOST)
    .map(({ address, count }) => ({ text: { key: 'doctor.addressCount', values: { address, count } } }))
}
