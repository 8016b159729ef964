import type { handsOn as texts } from '../../messages/en/explain/hands-on.ts'
import type { Topics } from '../topic.ts'

export const handsOn: Topics<typeof texts> = {
  'stress-test': {
    errors: ['bench/not-loopback', 'bench/stopped'],
    messages: ['bench.why', 'bench.alone'],
    says: ['ab -n 1000 -c 100', 'python test_client.py'],
    see: ['slow', 'full', 'too-many-from-address', 'text-cut', 'open-files'],
  },
  debugging: {
    errors: [
      'debug/busy',
      'debug/no-space',
      'debug/not-written',
      'debug/not-copied',
      'debug/exists',
      'debug/too-long',
      'debug/server-gone',
      'debug/bad-inspect',
      'debug/no-inspector',
    ],
    events: ['admin/debug', 'server/inspector'],
    messages: ['debug.secrets', 'debug.inspectWarning'],
    says: [
      'import pdb',
      'pdb.set_trace()',
      'python -m memory_profiler Server.py',
      'pip install memory_profiler',
    ],
    see: ['memory-growth', 'slow', 'hung'],
  },
}
