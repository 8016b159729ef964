import type { handsOn as texts } from '../../messages/en/explain/hands-on.ts'
import type { Topics } from '../topic.ts'

export const handsOn: Topics<typeof texts> = {
  'stress-test': {
    errors: ['bench/not-loopback', 'bench/stopped'],
    messages: ['bench.why', 'bench.alone'],
    says: ['ab -n 1000 -c 100', 'python test_client.py'],
    see: ['slow', 'full', 'too-many-from-address', 'text-cut', 'open-files'],
  },
}
