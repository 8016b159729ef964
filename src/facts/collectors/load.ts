import { availableParallelism } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { Host } from '../../host/host.ts'
import { provenance } from '../../host/live-host.ts'
import { unseen } from '../../host/observed.ts'
import { defineCollector } from '../collector.ts'
import { averageOf } from '../pressure.ts'

/** Long enough for the 10 ms ticks of /proc/stat, short beside the canary. */
const SAMPLE_MS = 200

/** Load, pressure, and what the disks do (guide, problem 7, steps 1 and 5). */
export const loadCollector = defineCollector({
  fact: 'load',
  async collect(host, _target, signal) {
    const start = performance.now()
    const averages = await host.readText('/proc/loadavg')
    if (!averages.seen) return unseen('unsupported', averages.detail, averages.from)
    const before = await sample(host)
    await delay(SAMPLE_MS, undefined, { signal }).catch(() => {})
    const [after, cpu, io] = await Promise.all([
      sample(host),
      host.readText('/proc/pressure/cpu'),
      host.readText('/proc/pressure/io'),
    ])
    const [load1 = 0, load5 = 0] = averages.value.split(' ').map(Number)
    const value = {
      load1,
      load5,
      cpus: availableParallelism(),
      cpuPressure: averageOf(cpu),
      ioPressure: averageOf(io),
      ...between(before, after),
    }
    return { seen: true, value, from: provenance('/proc/loadavg', start) }
  },
})

interface Sample {
  readonly at: number
  readonly all: number
  readonly waiting: number
  /** Milliseconds since boot in which each disk was busy. */
  readonly disks: ReadonlyMap<string, number>
}

/** Columns of /proc/stat and /proc/diskstats as in proc(5) and iostats. */
async function sample(host: Host): Promise<Sample> {
  const [stat, disks] = await Promise.all([host.readText('/proc/stat'), host.readText('/proc/diskstats')])
  const ticks = stat.seen ? (/^cpu +(.*)$/m.exec(stat.value)?.[1] ?? '').split(' ').map(Number) : []
  const lines = disks.seen ? disks.value.trim().split('\n') : []
  return {
    at: performance.now(),
    all: ticks.slice(0, 8).reduce((sum, part) => sum + part, 0),
    waiting: ticks[4] ?? 0,
    disks: new Map(
      lines
        .map((line) => line.trim().split(/\s+/))
        .filter(([, , name = '']) => !/^(?:loop|ram|zram)\d/.test(name))
        .map((fields) => [fields[2] ?? '', Number(fields[12] ?? 0)]),
    ),
  }
}

function between(before: Sample, after: Sample) {
  const ticks = after.all - before.all
  const ms = after.at - before.at
  const busy = [...after.disks]
    .map(([name, end]) => ({
      name,
      percent: Math.min(100, Math.round(((end - (before.disks.get(name) ?? end)) / ms) * 100)),
    }))
    .sort((a, b) => b.percent - a.percent)
  return {
    ioWait: ticks > 0 ? Math.round(((after.waiting - before.waiting) / ticks) * 100) : null,
    busiestDisk: busy[0] ?? null,
  }
}
