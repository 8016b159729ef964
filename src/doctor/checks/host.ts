import type { ClockFacts } from '../../facts/shapes/machine.ts'
import { type Check, defineCheck } from '../check.ts'
import type { Fix } from '../fix.ts'
import { sysctlCommands } from '../sysctl.ts'
import { memoryChecks } from './host/memory.ts'

const KERNEL_QUEUE = 511
/** Clocks that are kept differ by less. */
const MOST_AHEAD_SECONDS = 60
const mib = (bytes: number) => Math.round(bytes / 1024 / 1024)

/** The machine under the server (guide, problems 7 and 8, checklists 5 and 6). Thresholds leave a busy but healthy host alone. */
export const HOST_CHECKS: readonly Check[] = [
  ...memoryChecks(mib),
  defineCheck({
    id: 'host/load-high',
    guide: { problem: 7, cause: '检查系统负载' },
    needs: ['load'],
    clears: ['network/canary-slow', 'service/event-loop-slow'],
    judge({ load: { load1, load5, cpus, cpuPressure } }) {
      const waits = cpuPressure === null || cpuPressure > 60
      if (load1 < cpus * 4 || load5 < cpus * 4 || !waits) return []
      const values = { load1, load5, cpus, pressure: cpuPressure ?? '?' }
      return [
        {
          severity: 'warning',
          message: { key: 'checks.host/load-high.found', values },
          evidence: [
            {
              text: { key: 'checks.host/load-high.seen', values },
              command: 'uptime; cat /proc/pressure/cpu',
            },
          ],
          fix: {
            summary: { key: 'checks.host/load-high.fix' },
            commands: ['ps -eo pid,user,pcpu,pmem,etime,args --sort=-pcpu | head -15'],
            risk: 'safe',
          },
        },
      ]
    },
  }),
  defineCheck({
    id: 'host/io-wait',
    guide: { problem: 7, cause: '检查磁盘 I/O' },
    needs: ['load'],
    clears: ['network/canary-slow', 'service/event-loop-slow'],
    judge({ load: { ioWait, ioPressure, busiestDisk } }) {
      const isBusy = (busiestDisk?.percent ?? 0) >= 90 && (ioWait ?? 0) >= 30
      if (!isBusy || (ioPressure !== null && ioPressure < 40)) return []
      const values = {
        wait: ioWait ?? '?',
        disk: busiestDisk?.name ?? '?',
        busy: busiestDisk?.percent ?? '?',
        pressure: ioPressure ?? '?',
      }
      return [
        {
          severity: 'warning',
          message: { key: 'checks.host/io-wait.found', values },
          evidence: [
            {
              text: { key: 'checks.host/io-wait.seen', values },
              command: 'cat /proc/pressure/io; vmstat 1 3',
            },
          ],
          fix: {
            summary: { key: 'checks.host/io-wait.fix' },
            commands: ["ps -eo pid,user,stat,wchan:20,args | awk '$3 ~ /^D/'"],
            risk: 'safe',
          },
        },
      ]
    },
  }),
  defineCheck({
    id: 'host/clock-unsynchronised',
    guide: { problem: null, cause: '' },
    needs: ['clock', 'self'],
    judge({ clock: { synchronized, service }, self }) {
      if (synchronized === null)
        return { outcome: 'skipped', why: { key: 'checks.host/clock-unsynchronised.untold' } }
      if (synchronized) return []
      return [
        {
          severity: 'hint',
          message: { key: 'checks.host/clock-unsynchronised.found' },
          evidence: [{ text: { key: 'checks.host/clock-unsynchronised.seen' }, command: 'timedatectl' }],
          fix: clockFix(service ?? 'off', self.sudo),
        },
      ]
    },
  }),
  defineCheck({
    id: 'host/time-jump',
    guide: { problem: null, cause: '' },
    needs: ['log'],
    judge({ log: { aheadSeconds, newestTime, files } }) {
      if (aheadSeconds <= MOST_AHEAD_SECONDS) return []
      const values = { seconds: aheadSeconds, time: newestTime ?? '' }
      return [
        {
          severity: 'warning',
          message: { key: 'checks.host/time-jump.found', values },
          evidence: [
            {
              text: { key: 'checks.host/time-jump.seen', values },
              command: `date; tail -n 1 ${files[0] ?? ''}`,
            },
          ],
          fix: { summary: { key: 'checks.host/time-jump.fix' }, commands: ['timedatectl'], risk: 'safe' },
        },
      ]
    },
  }),
  defineCheck({
    id: 'host/kernel-settings',
    guide: { problem: 7, cause: '优化系统参数' },
    needs: ['kernel', 'config', 'self'],
    judge({ kernel: { settings }, config }, all) {
      // A burst of reconnecting clients waits in these queues; more than the listener asks for is of no use.
      const wanted = Math.min(config.settings.server.max_connections, KERNEL_QUEUE)
      const names = [
        'net.core.somaxconn',
        ...(settings['net.ipv4.tcp_syncookies'] === '0' ? ['net.ipv4.tcp_max_syn_backlog'] : []),
      ]
      return names.flatMap((name) => {
        const now = Number(settings[name] ?? Number.POSITIVE_INFINITY)
        if (now >= wanted) return []
        const values = { name, now, wanted, clients: config.settings.server.max_connections }
        return [
          {
            severity: 'warning' as const,
            message: { key: 'checks.host/kernel-settings.found' as const, values },
            evidence: [
              {
                text: { key: 'checks.host/kernel-settings.seen' as const, values },
                command: `sysctl ${name}`,
              },
            ],
            fix: {
              summary: { key: 'checks.host/kernel-settings.fix' as const, values },
              commands: sysctlCommands(name, wanted, all),
              risk: 'safe' as const,
            },
          },
        ]
      })
    },
  }),
  defineCheck({
    id: 'host/file-max',
    guide: { problem: 7, cause: '优化系统参数' },
    needs: ['kernel', 'self'],
    clears: ['service/open-files'],
    judge({ kernel: { openFiles } }, all) {
      if (openFiles === null) return { outcome: 'skipped', why: { key: 'checks.host/file-max.untold' } }
      if (openFiles.used < openFiles.limit * 0.9) return []
      const values = { ...openFiles, wanted: openFiles.limit * 2 }
      return [
        {
          severity: 'warning',
          message: { key: 'checks.host/file-max.found', values },
          evidence: [
            { text: { key: 'checks.host/file-max.seen', values }, command: 'cat /proc/sys/fs/file-nr' },
          ],
          fix: {
            summary: { key: 'checks.host/file-max.fix', values },
            commands: sysctlCommands('fs.file-max', values.wanted, all),
            risk: 'safe',
          },
        },
      ]
    },
  }),
]

/** One that is on already reaches nobody, or has just begun. */
function clockFix(service: NonNullable<ClockFacts['service']>, sudo: string): Fix {
  const commands = {
    none: `${sudo}apt-get install -y systemd-timesyncd`,
    off: `${sudo}timedatectl set-ntp true`,
    host: 'timedatectl',
    on: 'journalctl -b -n 20 --no-pager -u systemd-timesyncd -u chrony -u chronyd',
  }
  return {
    summary: { key: `checks.host/clock-unsynchronised.${service}` },
    commands: [commands[service]],
    risk: 'safe',
  }
}
