import { dirname } from 'node:path'
import type { Facts } from '../../facts/facts.ts'
import { type Check, defineCheck } from '../check.ts'
import { chatctl, chatctlAsRoot, intoForce, shellWord } from '../commands.ts'
import type { Fix } from '../fix.ts'
import { listReview } from './maintenance/list-review.ts'
import { logErrors } from './maintenance/log-errors.ts'
import { withTimers } from './maintenance/own-unit.ts'

const DAY_MS = 86_400_000
const WEEK_DAYS = 8
const MONTH_DAYS = 40
const HALF_YEAR_DAYS = 183

/** Days from a time to the moment at which the facts were collected. */
const daysSince = (iso: string, facts: Facts) =>
  Math.floor((Date.parse(facts.upkeep.from.at) - Date.parse(iso)) / DAY_MS)

/** The folders that cron leaves out of its path, though chatctl is mostly in one of them. */
const CRON_PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** Writes the table by which the monitor looks every five minutes; cron sends what is printed, and only changes are. */
function schedule(sudo: string, facts: Facts): string {
  const look = `*/5 * * * * root ${chatctlAsRoot('monitor --once', facts)}`
  return `printf '%s\\n' ${shellWord(CRON_PATH)} ${shellWord(look)} | ${sudo}tee /etc/cron.d/chatserver-monitor`
}

function monitorFix(sudo: string, facts: Facts): Fix {
  const timers = withTimers(facts)
  return timers === null
    ? {
        summary: { key: 'checks.maintenance/monitor.fix' },
        commands: [schedule(sudo, facts)],
        risk: 'safe',
      }
    : { summary: { key: 'checks.maintenance/monitor.fixTimers' }, commands: [timers], risk: 'safe' }
}

/** What only makes backups looks at nothing. */
const isWatch = (schedule: string) => !/backup/i.test(schedule) || /monitor|watch|doctor/i.test(schedule)

/** A timer that is there and has brought no backup is to be looked at, not installed once more. */
function backupFix(schedules: readonly string[], facts: Facts): Fix {
  const timer = schedules.find((name) => name.endsWith('-backup.timer'))
  const timers = timer === undefined ? withTimers(facts) : null
  const seen = timer === undefined ? [] : [`systemctl status ${timer.replace(/timer$/, 'service')}`]
  return {
    summary: { key: `checks.maintenance/backup.${timer === undefined ? 'fix' : 'fixTimer'}` },
    commands: [...seen, chatctl('backup create', facts), ...(timers === null ? [] : [timers])],
    risk: 'safe',
  }
}

/** What is done now and then (guide, preventive measures: weekly and monthly checklists). Most of it is advice, so a hint. */
export const MAINTENANCE_CHECKS: readonly Check[] = [
  logErrors,
  listReview,
  defineCheck({
    id: 'maintenance/debug-level',
    guide: { problem: 11, cause: '调整日志级别' },
    automatic: true,
    needs: ['config'],
    judge({ config: { settings, path } }, all) {
      if (settings.logging.level !== 'DEBUG') return []
      const { commands, interrupts } = intoForce(all)
      return [
        {
          severity: 'hint',
          message: { key: 'checks.maintenance/debug-level.found' },
          evidence: [
            { text: { key: 'doctor.at', values: { place: `${path ?? 'config.json'} logging.level` } } },
          ],
          fix: {
            summary: { key: 'checks.maintenance/debug-level.fix' },
            commands:
              path === null
                ? [chatctl('loglevel INFO', all)]
                : [chatctl('doctor maintenance/debug-level --fix', all), ...commands],
            risk: interrupts ? 'interrupts-users' : 'safe',
            ...(path !== null && {
              plan: { do: 'set-config', path, key: ['logging', 'level'], value: 'INFO' },
            }),
          },
        },
      ]
    },
  }),
  defineCheck({
    id: 'maintenance/backup',
    guide: { problem: null, cause: '验证备份完整性' },
    needs: ['upkeep'],
    wants: ['unit', 'self'],
    judge({ upkeep: { backup, backupFolders, deniedBackupFolders, schedules } }, all) {
      const fix = backupFix(schedules, all)
      if (backup === null && deniedBackupFolders.length > 0) {
        const values = { paths: deniedBackupFolders.join(', ') }
        return { outcome: 'unknown', why: { key: 'checks.maintenance/backup.denied', values } }
      }
      if (backup === null) {
        const text = {
          key: 'checks.maintenance/backup.looked',
          values: { folders: backupFolders.join(', ') },
        } as const
        return [
          {
            severity: 'hint',
            message: { key: 'checks.maintenance/backup.none' },
            evidence: [{ text }],
            fix,
          },
        ]
      }
      const days = daysSince(backup.made, all)
      const values = { path: backup.path, days, made: backup.made }
      const text = { key: 'checks.maintenance/backup.newest', values } as const
      if (backup.readable === false) {
        const evidence = [{ text, command: chatctl(`backup verify ${shellWord(backup.path)}`, all) }]
        return [
          {
            severity: 'warning',
            message: { key: 'checks.maintenance/backup.damaged', values },
            evidence,
            fix,
          },
        ]
      }
      if (days <= WEEK_DAYS) return []
      return [
        {
          severity: 'hint',
          message: { key: 'checks.maintenance/backup.old', values },
          evidence: [{ text, command: `ls -lt ${shellWord(dirname(backup.path))}` }],
          fix,
        },
      ]
    },
  }),
  defineCheck({
    id: 'maintenance/updates',
    guide: { problem: null, cause: '更新系统补丁' },
    needs: ['upkeep', 'self'],
    judge({ upkeep: { packagesChanged, rebootRequired }, self }, all) {
      const days = packagesChanged === null ? null : daysSince(packagesChanged, all)
      if (days === null && !rebootRequired)
        return { outcome: 'skipped', why: { key: 'checks.maintenance/updates.untold' } }
      if (rebootRequired) {
        return [
          {
            severity: 'hint',
            message: { key: 'checks.maintenance/updates.reboot' },
            evidence: [
              { text: { key: 'checks.maintenance/updates.rebootSeen' }, command: 'cat /run/reboot-required' },
            ],
            fix: {
              summary: { key: 'checks.maintenance/updates.rebootFix' },
              commands: [`${self.sudo}systemctl reboot`],
              risk: 'interrupts-users',
            },
          },
        ]
      }
      if (days === null || days <= MONTH_DAYS) return []
      return [
        {
          severity: 'hint',
          message: { key: 'checks.maintenance/updates.old', values: { days } },
          evidence: [
            { text: { key: 'checks.maintenance/updates.seen', values: { time: packagesChanged ?? '' } } },
          ],
          fix: {
            summary: { key: 'checks.maintenance/updates.fix' },
            commands: [`${self.sudo}apt update && ${self.sudo}apt upgrade`],
            risk: 'safe',
          },
        },
      ]
    },
  }),
  defineCheck({
    id: 'maintenance/monitor',
    guide: { problem: null, cause: '监控告警' },
    needs: ['upkeep', 'unit', 'self'],
    judge({ upkeep: { schedules, unreadableSchedules }, self }, all) {
      if (schedules.some(isWatch)) return []
      if (unreadableSchedules.length > 0) {
        const values = { paths: unreadableSchedules.join(', ') }
        return { outcome: 'unknown', why: { key: 'checks.maintenance/monitor.denied', values } }
      }
      return [
        {
          severity: 'hint',
          message: { key: 'checks.maintenance/monitor.found' },
          evidence: [
            {
              text: { key: 'checks.maintenance/monitor.seen' },
              command: 'systemctl list-timers; crontab -l',
            },
          ],
          fix: monitorFix(self.sudo, all),
        },
      ]
    },
  }),
  defineCheck({
    id: 'maintenance/password-age',
    guide: { problem: null, cause: '更新密码' },
    needs: ['config', 'upkeep'],
    judge({ config: { password, modified, path } }, all) {
      if (!password.enabled || password.form === 'none' || modified === null) {
        return { outcome: 'skipped', why: { key: 'checks.maintenance/password-age.none' } }
      }
      const days = daysSince(modified, all)
      if (days <= HALF_YEAR_DAYS) return []
      return [
        {
          severity: 'hint',
          message: { key: 'checks.maintenance/password-age.found', values: { days } },
          evidence: [
            {
              text: {
                key: 'checks.maintenance/password-age.seen',
                values: { path: path ?? '', time: modified },
              },
              command: `ls -l ${shellWord(path ?? 'config.json')}`,
            },
          ],
        },
      ]
    },
  }),
]
