import { enters, isThere } from '../people.ts'
import type { Scene } from '../scene.ts'

/** One that enters and reads nothing, while others talk. */
const DEAF = `systemd-run --quiet --unit=person-deaf ip netns exec laptop python3 -c '
import json,socket,struct,time
s=socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096); s.connect(("192.168.1.10",3000))
b=json.dumps({"type":"hello","from":"carol"}).encode(); s.sendall(struct.pack(">I",len(b))+b)
time.sleep(600)'
${isThere('carol')}`

/** Problems 7 to 10: slow, more and more memory, nobody is heard, commands do nothing. */
export const ROOM_SCENES: readonly Scene[] = [
  {
    id: 'slow',
    fault: `sysctl -qw net.ipv4.tcp_wmem='4096 16384 65536'
${DEAF}
chatctl bench --clients 10 --messages 5000 --rate 0 --size 900 --yes >/dev/null; true`,
    command: 'sudo chatctl doctor 7',
    release: "sysctl -qw net.ipv4.tcp_wmem='4096 16384 4194304'",
    figures: true,
  },
  {
    id: 'kernel-settings',
    fault: 'sysctl -qw net.core.somaxconn=16; systemctl restart chatserver',
    command: 'sudo chatctl doctor 7',
    release: 'sysctl -qw net.core.somaxconn=4096',
    quick: true,
  },
  { id: 'less-room', command: 'sudo chatctl config set server.max_connections 30', alone: true },
  {
    id: 'out-of-memory',
    fault: `mkdir -p /etc/systemd/system/chatserver.service.d
printf '[Service]\\nEnvironment=NODE_OPTIONS=--max-old-space-size=9\\nRestart=no\\n' > /etc/systemd/system/chatserver.service.d/small.conf
systemctl daemon-reload; systemctl restart chatserver 2>/dev/null
until systemctl show -P ActiveState chatserver | grep -qE "failed|inactive"; do sleep 0.1; done`,
    command: 'sudo chatctl doctor 8',
    quick: true,
  },
  { id: 'heap', command: 'sudo chatctl debug heap --yes', figures: true, alone: true },
  {
    id: 'muted',
    fault: `${enters('alice')}
chatctl mute 192.168.1.100 --reason spam --for 2h; chatctl gmute`,
    command: 'sudo chatctl doctor 9',
    quick: true,
  },
  {
    id: 'unmute',
    fault: 'chatctl mute 192.168.1.100',
    command: 'sudo chatctl unmute 192.168.1.100',
    alone: true,
  },
  {
    id: 'console-locked',
    fault: `chatctl passwd --generate >/dev/null 2>&1
printf 'wrong1\\nwrong2\\nwrong3\\n' | chatctl console >/dev/null 2>&1; true`,
    command: 'sudo chatctl doctor 10',
  },
  {
    id: 'stopped',
    fault: 'kill -STOP $(systemctl show -P MainPID chatserver)',
    command: 'sudo chatctl doctor 10',
    release: 'kill -CONT $(systemctl show -P MainPID chatserver)',
    quick: true,
  },
]
