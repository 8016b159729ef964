import type { handsOn as texts } from '../../messages/en/explain/hands-on.ts'
import type { Topics } from '../topic.ts'

export const handsOn: Topics<typeof texts> = {
  'stress-test': {
    errors: ['bench/not-loopback', 'bench/stopped'],
    messages: ['bench.why', 'bench.alone'],
    says: ['ab -n 1000 -c 100', 'python test_client.py'],
    see: ['slow', 'full', 'too-many-from-address', 'text-cut', 'open-files'],
  },
  recording: {
    errors: [
      'capture/no-tcpdump',
      'capture/no-permission',
      'capture/no-interface',
      'capture/failed',
      'capture/exists',
      'capture/not-written',
      'capture/unreadable',
      'capture/not-pcap',
      'capture/pcapng',
      'capture/broken',
    ],
    messages: ['capture.inClear', 'capture.otherPorts', 'capture.nothing', 'capture.dropped'],
    says: [
      'sudo tcpdump -i any port 3000 -w capture.pcap',
      "tcpdump: {{device}}: You don't have permission to perform this capture on that device",
      'tcpdump: command not found',
    ],
    see: ['clients-cannot-connect', 'connection-lost', 'bad-packet'],
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
