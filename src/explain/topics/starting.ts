import type { starting as texts } from '../../messages/en/explain/starting.ts'
import type { Topics } from '../topic.ts'

export const starting: Topics<typeof texts> = {
  'service-does-not-start': {
    problems: ['1'],
    proof: [
      'service/failed',
      'network/port-held-by-other',
      'config/syntax',
      'storage/not-writable',
      'service/modules-missing',
    ],
    says: ['Failed to start {{unit}}', '启动 {{unit}} 失败', 'Job for {{unit}}.service failed'],
    see: ['port-in-use', 'config-syntax', 'no-permission', 'modules-missing'],
  },
  'service-exits-at-once': {
    checks: ['service/failed'],
    problems: ['2'],
    results: ['exit-code'],
    says: ['Main process exited, code=exited', 'Active: failed (Result: exit-code)'],
    see: ['config-missing', 'folder-missing', 'config-unusable', 'port-in-use'],
  },
  'general-failure': {
    errors: ['client/incomplete'],
    exits: [1],
    proof: ['service/failed', 'service/crashed'],
    see: ['start-failed', 'crashed'],
  },
  'start-failed': {
    events: ['server/start-failed'],
    proof: ['service/failed'],
    quotes: true,
    see: ['port-in-use', 'address-not-here', 'no-permission', 'config-unusable'],
  },
  started: { events: ['server/started', 'server/ready'], messages: ['serve.running'] },
}
