import type { MemoryFacts } from '../../../facts/shapes/machine.ts'
import { type Check, defineCheck, type Finding } from '../../check.ts'

const SERVER = /^(?:node|chatctl|python3?|MainThread)/

/** Memory of the machine and of the unit (guide, problem 8, checklist 6, exit code 137). */
export function memoryChecks(mib: (bytes: number) => number): readonly Check[] {
  return [
    defineCheck({
      id: 'host/memory-low',
      guide: { problem: 7, cause: '检查内存使用' },
      needs: ['memory'],
      clears: ['host/oom-kills', 'service/killed-for-memory', 'network/canary-slow'],
      judge: ({ memory }) => [...machineIsFull(memory, mib), ...groupIsFull(memory, mib)],
    }),
    defineCheck({
      id: 'host/oom-kills',
      guide: { problem: 8, cause: 'Exit code 137' },
      needs: ['memory', 'self'],
      judge({ memory: { killed, oomKills, group }, self }) {
        const ours = (killed ?? []).filter(({ victim }) => SERVER.test(victim))
        const newest = ours.at(-1)
        const count = Math.max(ours.length, group?.oomKills ?? 0)
        if (count === 0)
          return oomKills === null && killed === null
            ? { outcome: 'unknown', why: { key: 'checks.host/oom-kills.untold' } }
            : []
        const values = { count, victim: newest?.victim ?? self.unitName, time: newest?.time ?? '' }
        const command =
          killed === null
            ? `cat /sys/fs/cgroup/system.slice/${self.unitName}.service/memory.events`
            : `${self.sudo}journalctl -k --since=-7d --grep='Killed process'`
        return [
          {
            severity: 'warning',
            message: { key: 'checks.host/oom-kills.found', values },
            evidence: [
              {
                text: {
                  key: newest?.time ? 'checks.host/oom-kills.seenAt' : 'checks.host/oom-kills.seen',
                  values,
                },
                command,
              },
            ],
            fix: {
              summary: { key: 'checks.host/oom-kills.fix' },
              commands: ['free -h', 'ps -eo pid,user,rss,args --sort=-rss | head -10'],
              risk: 'safe',
            },
          },
        ]
      },
    }),
  ]
}

/** Little left, and waiting for it: a cache that fills the memory is no trouble. */
function machineIsFull(memory: MemoryFacts, mib: (bytes: number) => number): Finding[] {
  const { totalBytes, availableBytes, swapFreeBytes, pressure } = memory
  const left = availableBytes / totalBytes
  if (left > 0.05 && (pressure ?? 0) < 40) return []
  if (left > 0.2) return []
  const values = {
    left: mib(availableBytes),
    total: mib(totalBytes),
    swap: mib(swapFreeBytes),
    pressure: pressure ?? '?',
  }
  return [
    {
      severity: 'warning',
      message: { key: 'checks.host/memory-low.found', values },
      evidence: [{ text: { key: 'checks.host/memory-low.seen', values }, command: 'free -h' }],
      fix: {
        summary: { key: 'checks.host/memory-low.fix' },
        commands: ['ps -eo pid,user,rss,args --sort=-rss | head -10'],
        risk: 'safe',
      },
    },
  ]
}

function groupIsFull({ group }: MemoryFacts, mib: (bytes: number) => number): Finding[] {
  if (group?.limitBytes == null || group.usedBytes < group.limitBytes * 0.95) return []
  const values = { used: mib(group.usedBytes), limit: mib(group.limitBytes) }
  return [
    {
      severity: 'warning',
      message: { key: 'checks.host/memory-low.group', values },
      evidence: [{ text: { key: 'checks.host/memory-low.groupSeen', values } }],
      fix: { summary: { key: 'checks.host/memory-low.groupFix' }, commands: [], risk: 'safe' },
    },
  ]
}
