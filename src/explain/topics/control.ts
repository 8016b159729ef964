import type { control as texts } from '../../messages/en/explain/control.ts'
import type { Topics } from '../topic.ts'

export const control: Topics<typeof texts> = {
  'control-socket-gone': { checks: ['service/control-socket-missing'], errors: ['control/unreachable'] },
  'control-socket-stale': { checks: ['service/control-socket-stale'] },
  'control-socket-refused': {
    errors: ['control/unsafe-folder', 'control/path-too-long', 'control/socket-failed'],
    proof: ['storage/not-writable'],
  },
  'control-denied': { errors: ['control/denied'] },
  'control-protocol': {
    errors: [
      'control/version',
      'control/unknown-method',
      'control/bad-params',
      'control/bad-request',
      'control/too-large',
      'control/too-many-followers',
      'control/too-many-canaries',
    ],
  },
  'control-interrupted': {
    events: ['control/failed'],
    errors: ['control/cut-off', 'control/server-error'],
    proof: ['service/not-running', 'service/hung'],
  },
  'canary-came': { events: ['door/canary'] },
  'control-ready': { events: ['control/listening'] },
}
