import type { Host } from '../../host/host.ts'
import { provenance } from '../../host/live-host.ts'
import { machineMemory } from '../../host/memory.ts'
import { defineCollector } from '../collector.ts'
import { averageOf } from '../pressure.ts'
import type { MemoryFacts } from '../shapes/machine.ts'
import type { Target } from '../target.ts'

/** Memory, swap, and who was killed for want of it (guide, checklist 6; exit code 137). */
export const memoryCollector = defineCollector({
  fact: 'memory',
  async collect(host, target, signal) {
    const start = performance.now()
    const [memory, counters, pressure, group, killed] = await Promise.all([
      machineMemory(),
      host.readText('/proc/vmstat'),
      host.readText('/proc/pressure/memory'),
      groupMemory(host, target),
      killedProcesses(host, signal),
    ])
    const kills = counters.seen ? /^oom_kill (\d+)$/m.exec(counters.value)?.[1] : undefined
    const value = {
      ...memory,
      oomKills: kills === undefined ? null : Number(kills),
      killed,
      group,
      pressure: averageOf(pressure),
    }
    return { seen: true, value, from: provenance('/proc/meminfo', start) }
  },
})

/** The unit's own control group; null where it does not run in one. */
async function groupMemory(host: Host, { unitName, unitIsMeant }: Target): Promise<MemoryFacts['group']> {
  if (!unitIsMeant) return null
  const folder = `/sys/fs/cgroup/system.slice/${unitName}.service`
  const files = ['memory.max', 'memory.stat', 'memory.events'].map((name) =>
    host.readText(`${folder}/${name}`),
  )
  const [max, stat, events] = await Promise.all(files)
  if (!stat?.seen) return null
  const kills = events?.seen ? /^oom_kill (\d+)$/m.exec(events.value)?.[1] : undefined
  const limit = max?.seen ? Number(max.value) : Number.NaN
  return {
    limitBytes: Number.isFinite(limit) ? limit : null,
    // Caches count too, but are given up when they are in the way.
    usedBytes: Number(/^anon (\d+)$/m.exec(stat.value)?.[1] ?? 0),
    oomKills: Number(kills ?? 0),
  }
}

const KILLED = /Killed process \d+ \(([^)]*)\)/

/** From the kernel's part of the journal, of the last week. Without the right to read it, journalctl shows nothing and says so. */
async function killedProcesses(host: Host, signal: AbortSignal): Promise<MemoryFacts['killed']> {
  const argv = [
    'journalctl',
    '-k',
    '-q',
    '--no-pager',
    '-o',
    'short-iso',
    '-n',
    '20',
    '--since=-7d',
    '--grep=Killed process',
  ] as const
  const asked = await host.run(argv, { timeoutMs: 1200, signal })
  if (!asked.seen || host.uid !== 0) return null
  return asked.value.stdout.split('\n').flatMap((line) => {
    const victim = KILLED.exec(line)?.[1]
    if (victim === undefined) return []
    const time = new Date(line.split(' ', 1)[0] ?? '')
    return [{ time: Number.isNaN(time.getTime()) ? null : time.toISOString(), victim }]
  })
}
