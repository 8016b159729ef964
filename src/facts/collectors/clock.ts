import { provenance } from '../../host/live-host.ts'
import { defineCollector } from '../collector.ts'

/** Whether the clock is kept by a time server; log lines and expiries are read by it. */
export const clockCollector = defineCollector({
  fact: 'clock',
  async collect(host, _target, signal) {
    const start = performance.now()
    const [asked, stat] = await Promise.all([
      host.run(['timedatectl', 'show', '--property=NTPSynchronized'], { timeoutMs: 1000, signal }),
      host.readText('/proc/stat'),
    ])
    const answer =
      asked.seen && asked.value.exitCode === 0
        ? /NTPSynchronized=(yes|no)/.exec(asked.value.stdout)?.[1]
        : undefined
    const booted = stat.seen ? /^btime (\d+)$/m.exec(stat.value)?.[1] : undefined
    const value = {
      synchronized: answer === undefined ? null : answer === 'yes',
      bootedAt: booted === undefined ? null : new Date(Number(booted) * 1000).toISOString(),
    }
    return { seen: true, value, from: provenance('timedatectl show', start) }
  },
})
