import type { typing as texts } from '../../messages/en/explain/typing.ts'
import type { Topics } from '../topic.ts'

export const typing: Topics<typeof texts> = {
  'confirmation-needed': {
    errors: ['cli/needs-yes', 'cli/declined', 'cli/interrupted'],
    messages: ['commands.risk.several', 'console.needsYes'],
  },
  'target-not-clear': {
    errors: ['cli/no-such-user', 'cli/name-not-unique', 'cli/name-needs-server', 'cli/range-not-allowed'],
  },
  'value-not-understood': {
    errors: [
      'client/bad-address',
      'client/bad-folder',
      'cli/bad-level',
      'config/unknown-setting',
      'config/not-set',
      'config/not-a-value',
      'sanctions/bad-duration',
      'sanctions/not-an-address',
      'doctor/bad-ignore',
      'doctor/bad-time',
      'logs/bad-time',
      'logs/bad-pattern',
    ],
  },
  'unknown-command': {
    errors: ['cli/unknown-yes', 'cli/usage'],
    messages: ['cli.unknownCommand'],
  },
  'report-withheld': { errors: ['report/leak'] },
  'report-not-written': { errors: ['report/not-written'] },
  'bundle-damaged': { errors: ['report/bad-bundle'] },
  'internal-error': { errors: ['internal/unexpected'], quotes: true },
}
