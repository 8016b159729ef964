import type { Facts } from '../../../facts/facts.ts'
import type { ConfigFacts } from '../../../facts/shapes/config.ts'
import type { LiveFacts } from '../../../facts/shapes/live.ts'
import { bytes as shownBytes } from '../../../messages/format.ts'
import type { Finding } from '../../check.ts'
import { chatctl, intoForce, shellWord, sudoFor } from '../../commands.ts'

const MOST = 5

/** No room for one more, or soon none (guide, problem 6). */
export function fullRoom({ status }: LiveFacts, config: ConfigFacts, facts: Facts): Finding[] {
  if (status === null) return []
  const { open, max } = status.connections
  const isFull = open >= max
  if (!isFull && !(max >= 10 && open >= max * 0.9)) return []
  const values = { open, max, refused: status.refused.full ?? 0, meant: max * 2, path: config.file }
  const { commands } = intoForce(facts)
  return [
    {
      severity: isFull ? 'error' : 'warning',
      message: { key: isFull ? 'checks.chat/full.found' : 'checks.chat/full.nearly', values },
      evidence: [{ text: { key: 'checks.chat/full.seen', values }, command: chatctl('status', facts) }],
      fix: {
        summary: { key: 'checks.chat/full.fix', values },
        commands: [chatctl('doctor chat/full --fix', facts), ...commands],
        risk: 'safe',
        plan: { do: 'set-config', path: config.file, key: ['server', 'max_connections'], value: max * 2 },
      },
    },
  ]
}

/** Nobody but the operator is heard (guide, problem 9). */
export function globalMute({ status }: LiveFacts, facts: Facts): Finding[] {
  if (status?.globalMute !== true) return []
  return [
    {
      severity: 'warning',
      message: { key: 'checks.chat/global-mute.found' },
      evidence: [{ text: { key: 'checks.chat/global-mute.seen' }, command: chatctl('status', facts) }],
      fix: {
        summary: { key: 'checks.chat/global-mute.fix' },
        commands: [chatctl('ungmute', facts)],
        risk: 'safe',
      },
    },
  ]
}

/** Who is online and may not speak: an answer to "my messages do not arrive", no trouble in itself. */
export function mutedUsers({ users }: LiveFacts, facts: Facts): Finding[] {
  const muted = [
    ...new Map((users ?? []).filter((user) => user.muted).map((user) => [user.ip, user])).values(),
  ]
  if (muted.length === 0) return []
  const shown = muted.slice(0, MOST)
  return [
    {
      severity: 'hint',
      message: { key: 'checks.chat/muted-users.found', values: { count: muted.length } },
      evidence: shown.map(({ ip, name }, index) => ({
        text: { key: 'checks.chat/muted-users.seen', values: { ip, name: name ?? '-' } },
        ...(index === shown.length - 1 && { command: chatctl('mutes', facts) }),
      })),
      fix: {
        summary: { key: 'checks.chat/muted-users.fix' },
        commands: shown.map(({ ip }) => chatctl(`unmute ${shellWord(ip)}`, facts)),
        risk: 'safe',
      },
    },
  ]
}

/** Three wrong passwords lock the console for everybody, until the configuration is read anew (guide, problems 3 and 10). */
export function lockedConsole({ status }: LiveFacts, facts: Facts): Finding[] {
  if (status?.console.locked !== true) return []
  return [
    {
      severity: 'warning',
      message: { key: 'checks.chat/console-locked.found' },
      evidence: [{ text: { key: 'checks.chat/console-locked.seen' }, command: chatctl('status', facts) }],
      fix: {
        summary: { key: 'checks.chat/console-locked.fix' },
        commands: [chatctl('reload', facts)],
        risk: 'safe',
      },
    },
  ]
}

/** Clients for which much is waiting because they do not read. */
export function slowReaders({ status, users }: LiveFacts, config: ConfigFacts, facts: Facts): Finding[] {
  if (status === null) return []
  const limit = config.settings.server.max_queue_bytes
  const slow = (users ?? []).filter(({ queuedBytes }) => queuedBytes > limit / 4)
  const dropped = status.dropped['slow-reader'] ?? 0
  if (slow.length === 0 && dropped === 0) return []
  const worst = slow.toSorted((a, b) => b.queuedBytes - a.queuedBytes).slice(0, MOST)
  const values = { count: slow.length, dropped, limit: shownBytes(limit) }
  return [
    {
      severity: slow.length > 0 ? 'warning' : 'hint',
      message: {
        key: slow.length > 0 ? 'checks.chat/slow-readers.found' : 'checks.chat/slow-readers.past',
        values,
      },
      evidence: [
        ...worst.map(({ ip, name, queuedBytes }) => ({
          text: {
            key: 'checks.chat/slow-readers.seen' as const,
            values: { ip, name: name ?? '-', bytes: shownBytes(queuedBytes), limit: shownBytes(limit) },
          },
        })),
        { text: { key: 'checks.chat/slow-readers.total', values }, command: chatctl('users', facts) },
      ],
      ...(slow.length > 0 && {
        fix: {
          summary: { key: 'checks.chat/slow-readers.fix' },
          commands: worst.map(({ ip }) => chatctl(`kick ${shellWord(ip)}`, facts)),
          risk: 'interrupts-users',
        },
      }),
    },
  ]
}

/** Clients cannot give a sign of life in time if they are not given the time for two (guide, problem 5.1). */
export function heartbeatSettings(config: ConfigFacts, facts: Facts): Finding[] {
  const { heartbeat_interval: interval, heartbeat_timeout: timeout } = config.settings.security
  if (timeout >= interval * 2) return []
  const meant = Math.max(90, Math.ceil(interval * 3))
  const values = { interval, timeout, meant, path: config.file }
  const { commands, interrupts } = intoForce(facts)
  return [
    {
      severity: timeout <= interval ? 'error' : 'warning',
      message: {
        key:
          timeout <= interval
            ? 'checks.chat/heartbeat-settings.found'
            : 'checks.chat/heartbeat-settings.tight',
        values,
      },
      evidence: [
        {
          text: { key: 'checks.chat/heartbeat-settings.seen', values },
          command: `${sudoFor(config.owner, facts)}grep -n heartbeat ${shellWord(config.file)}`,
        },
      ],
      fix: {
        summary: { key: 'checks.chat/heartbeat-settings.fix', values },
        commands: [chatctl('doctor chat/heartbeat-settings --fix', facts), ...commands],
        risk: interrupts ? 'interrupts-users' : 'safe',
        plan: { do: 'set-config', path: config.file, key: ['security', 'heartbeat_timeout'], value: meant },
      },
    },
  ]
}
