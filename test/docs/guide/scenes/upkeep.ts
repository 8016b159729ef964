import { enters, says } from '../people.ts'
import type { Scene } from '../scene.ts'

/** A day in the room: somebody comes and talks, somebody is turned away. */
const DAY = `${enters('alice')}
${says('bob', 'good evening')}
chatctl mute 192.168.1.100 --reason spam >/dev/null
${says('bob', 'cheap watches')}
chatctl ban 192.168.1.100 --reason spam >/dev/null
ip netns exec laptop chatctl ping 192.168.1.10 >/dev/null; chatctl reload >/dev/null`

const EXPLAINED = {
  'explain-refused': 'ConnectionRefusedError',
  'explain-137': 'exit 137',
} as const

/** Problem 11, and the chapters after it. */
export const UPKEEP_SCENES: readonly Scene[] = [
  {
    id: 'log-too-big',
    // One that runs would rotate it with its next line.
    fault: 'systemctl stop chatserver; truncate -s 120M /var/log/chatserver/server.log',
    command: 'sudo chatctl doctor 11',
    quick: true,
  },
  { id: 'log-clear', command: 'sudo chatctl logs clear --yes', alone: true, figures: true },
  { id: 'log-level', command: 'sudo chatctl config set logging.level WARNING', alone: true },
  { id: 'log-parts', command: 'sudo chatctl config set logging.backup_count 3', alone: true },
  {
    id: 'log-warnings',
    fault: DAY,
    command: 'sudo chatctl logs --level WARNING',
  },
  { id: 'log-address', fault: DAY, command: 'sudo chatctl logs --ip 192.168.1.100 --since today' },
  { id: 'log-stats', fault: DAY, command: 'sudo chatctl logs --stats', figures: true },
  { id: 'debug-level', command: 'sudo chatctl loglevel DEBUG --for 10m', alone: true },
  { id: 'debug-handles', command: 'sudo chatctl debug handles', figures: true, alone: true },
  {
    id: 'capture',
    fault: `rm -f /tmp/chat.pcap
systemd-run --quiet --unit=person-recorder chatctl capture --for 1m --write /tmp/chat.pcap
until test -s /tmp/chat.pcap; do sleep 0.1; done
${says('bob', 'good evening')}
until tcpdump -r /tmp/chat.pcap 2>/dev/null | grep -q 'Flags .F'; do sleep 0.2; done
systemctl kill --signal=INT person-recorder
while systemctl is-active --quiet person-recorder; do sleep 0.1; done
chmod a+r /tmp/chat.pcap`,
    command: 'chatctl capture --read chat.pcap',
    unordered: true,
    figures: true,
  },
  {
    id: 'bench',
    command: 'chatctl bench --clients 20 --messages 200',
    figures: true,
    alone: true,
  },
  ...Object.entries(EXPLAINED).map(([id, what]) => ({ id, command: `chatctl explain ${what}` })),
  {
    id: 'report',
    command: 'sudo chatctl report --bundle report.tar.gz > diagnostic_report.txt',
    figures: true,
    alone: true,
  },
  { id: 'doctor', command: 'sudo chatctl doctor', quick: true },
  { id: 'maintenance', command: 'sudo chatctl doctor maintenance' },
  {
    id: 'monitor',
    fault: 'systemctl stop chatserver',
    command: 'sudo chatctl monitor --once',
    figures: true,
    alone: true,
  },
  { id: 'backup', command: 'sudo chatctl backup create', alone: true, figures: true },
  {
    id: 'security',
    fault: `sed -i 's/"password_enabled": true/"password_enabled": true, "password": "admin123"/' /opt/chatserver/config.json
chmod 644 /opt/chatserver/config.json; systemctl restart chatserver`,
    command: 'sudo chatctl doctor security',
  },
]
