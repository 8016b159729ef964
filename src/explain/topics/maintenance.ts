import type { maintenance as texts } from '../../messages/en/explain/maintenance.ts'
import type { Topics } from '../topic.ts'

export const maintenance: Topics<typeof texts> = {
  'log-errors': { checks: ['maintenance/log-errors'] },
  'log-level-changed': { events: ['admin/loglevel'], messages: ['commands.loglevel'] },
  'debug-level': { checks: ['maintenance/debug-level'] },
  backup: {
    checks: ['maintenance/backup'],
    errors: ['backup/not-written', 'backup/nothing', 'backup/source-changed', 'backup/denied'],
    quotes: true,
  },
  'backup-damaged': {
    errors: ['backup/damaged', 'backup/unsafe', 'backup/not-found'],
    proof: ['maintenance/backup'],
  },
  'backup-not-restored': {
    errors: [
      'backup/not-restored',
      'backup/half-restored',
      'backup/links',
      'backup/unusual-places',
      'backup/no-service',
      'backup/restart-failed',
    ],
    quotes: true,
    proof: ['storage/disk-full', 'storage/not-writable'],
  },
  'backup-at-work': { errors: ['backup/locked', 'backup/interrupted'] },
  'backup-usage': { errors: ['backup/bad-keep', 'backup/bad-role'] },
  updates: { checks: ['maintenance/updates'] },
  monitor: { checks: ['maintenance/monitor'], errors: ['monitor/locked', 'monitor/no-state'], quotes: true },
  'monitor-usage': {
    errors: ['monitor/bad-time', 'monitor/bad-exec', 'monitor/bad-webhook', 'monitor/open-secret'],
    quotes: true,
  },
  'data-saved': { events: ['data/saved', 'admin/save'], console: ['saved'], messages: ['commands.saved'] },
}
