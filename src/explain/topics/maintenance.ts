import type { maintenance as texts } from '../../messages/en/explain/maintenance.ts'
import type { Topics } from '../topic.ts'

export const maintenance: Topics<typeof texts> = {
  'log-errors': { checks: ['maintenance/log-errors'] },
  'log-level-changed': { events: ['admin/loglevel'], messages: ['commands.loglevel'] },
  'debug-level': { checks: ['maintenance/debug-level'] },
  backup: { checks: ['maintenance/backup'] },
  updates: { checks: ['maintenance/updates'] },
  monitor: { checks: ['maintenance/monitor'] },
  'data-saved': { events: ['data/saved', 'admin/save'], console: ['saved'], messages: ['commands.saved'] },
}
