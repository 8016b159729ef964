import { enters, fallSilent } from '../people.ts'
import type { Scene } from '../scene.ts'

/** Problems 4 to 6: nobody can connect, connections end, the server is full. */
export const CONNECT_SCENES: readonly Scene[] = [
  {
    id: 'ping-refused',
    fault: 'systemctl stop chatserver',
    command: 'chatctl ping 192.168.1.10',
    onLaptop: true,
  },
  {
    id: 'firewall',
    fault:
      "nft 'table inet guard { chain input { type filter hook input priority 0; policy accept; iif lo accept; tcp dport 3000 drop; }; }'",
    command: 'sudo chatctl doctor 4',
    release: 'nft flush ruleset',
    quick: true,
  },
  {
    id: 'loopback',
    fault: `sed -i 's/"host": "0.0.0.0"/"host": "127.0.0.1"/' /opt/chatserver/config.json; systemctl restart chatserver`,
    command: 'sudo chatctl doctor 4',
  },
  {
    id: 'banned',
    fault: `chatctl ban 192.168.1.100 --reason spam
ip netns exec laptop chatctl ping 192.168.1.10; true`,
    command: 'sudo chatctl doctor 4',
  },
  {
    id: 'unban',
    fault: 'chatctl ban 192.168.1.100',
    command: 'sudo chatctl unban 192.168.1.100',
    alone: true,
  },
  {
    id: 'ping-banned',
    fault: 'chatctl ban 192.168.1.100 --reason spam',
    command: 'chatctl ping 192.168.1.10',
    onLaptop: true,
  },
  {
    id: 'timeouts',
    fault: fallSilent(6),
    command: 'sudo chatctl doctor 5',
    quick: true,
  },
  { id: 'silent-client', fault: fallSilent(1), command: 'sudo chatctl doctor 5' },
  {
    id: 'full',
    fault: `sed -i 's/"max_connections": 50/"max_connections": 2/' /opt/chatserver/config.json; systemctl restart chatserver
${enters('alice')}
${enters('bob')}`,
    command: 'sudo chatctl doctor 6',
    quick: true,
  },
  {
    id: 'more-room',
    command: 'sudo chatctl config set server.max_connections 100',
    alone: true,
  },
  {
    id: 'who-is-there',
    fault: `${enters('alice')}\n${enters('bob')}`,
    command: 'sudo chatctl users',
    figures: true,
  },
]
