import type { host as texts } from '../../messages/en/explain/host.ts'
import type { Topics } from '../topic.ts'

export const host: Topics<typeof texts> = {
  slow: {
    errors: ['client/slow'],
    checks: [
      'service/cpu-busy',
      'service/event-loop-slow',
      'network/canary-slow',
      'host/load-high',
      'host/io-wait',
    ],
    problems: ['7', '7.1', '7.2', '7.3'],
    see: ['kernel-settings', 'slow-reader', 'memory-low'],
  },
  'memory-growth': {
    checks: ['service/memory-growth'],
    problems: ['8'],
    node: ['ERR_WORKER_OUT_OF_MEMORY', 'ERR_MEMORY_ALLOCATION_FAILED'],
    says: [
      'JavaScript heap out of memory',
      'Reached heap limit',
      'Ineffective mark-compacts near heap limit',
      'Array buffer allocation failed',
    ],
    see: ['out-of-memory-kill', 'slow-reader'],
  },
  'memory-low': {
    checks: ['host/memory-low'],
    errnos: ['ENOMEM'],
    says: ['Cannot fork', 'fork: retry: Resource temporarily unavailable'],
  },
  'open-files': {
    checks: ['service/open-files', 'host/file-max'],
    errnos: ['EMFILE', 'ENFILE'],
    says: ['file-max limit {{count}} reached'],
  },
  clock: {
    checks: ['host/clock-unsynchronised', 'host/time-jump'],
    says: ['System clock synchronized: no', 'Time has been changed'],
  },
  'kernel-settings': { checks: ['host/kernel-settings'] },
  'bad-argument': { errnos: ['EINVAL', 'EPROTO', 'EINTR', 'EAGAIN'], proof: ['config/wrong-value'] },
}
