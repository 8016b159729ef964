import { provenance } from '../../host/live-host.ts'
import { defineCollector } from '../collector.ts'
import type { ClockFacts } from '../shapes/machine.ts'

/** Whether the clock is kept by a time server; log lines and expiries are read by it. */
export const clockCollector = defineCollector({
  fact: 'clock',
  async collect(host, _target, signal) {
    const start = performance.now()
    const [asked, stat, container] = await Promise.all([
      host.run(['timedatectl', 'show'], { timeoutMs: 1000, signal }),
      host.readText('/proc/stat'),
      host.readText('/run/systemd/container'),
    ])
    const shown = asked.seen && asked.value.exitCode === 0 ? asked.value.stdout : ''
    const answerTo = (name: string) => new RegExp(`^${name}=(yes|no)$`, 'm').exec(shown)?.[1]
    const answer = answerTo('NTPSynchronized')
    const service = container.seen
      ? 'host'
      : answerTo('NTP') === 'yes'
        ? 'on'
        : answerTo('CanNTP') === 'no'
          ? 'none'
          : 'off'
    const booted = stat.seen ? /^btime (\d+)$/m.exec(stat.value)?.[1] : undefined
    const value: ClockFacts = {
      synchronized: answer === undefined ? null : answer === 'yes',
      service,
      bootedAt: booted === undefined ? null : new Date(Number(booted) * 1000).toISOString(),
    }
    return { seen: true, value, from: provenance('timedatectl show', start) }
  },
})
