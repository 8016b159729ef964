import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { TestContext } from 'node:test'
import type { SystemdBox } from '../helpers/systemd-box.ts'

/** As much of the original of version 9 as a change of servers meets: configuration, lists, log, greeting, texts to all. */
const SERVER_PY = `import json, logging, socket, struct, threading
try:
    import bcrypt
except ImportError:
    bcrypt = None
with open('config.json', encoding='utf-8') as file:
    config = json.load(file)
logging.basicConfig(filename=config['logging']['file'], encoding='utf-8', level='INFO',
                    format='%(asctime)s [%(levelname)s] %(message)s', datefmt='%Y-%m-%d %H:%M:%S')
def addresses(key):
    try:
        with open(config['data'][key], encoding='utf-8') as file:
            return set(json.load(file))
    except FileNotFoundError:
        return set()
banned = addresses('banned_ips_file')
clients = []
def send(connection, packet):
    body = json.dumps(packet, ensure_ascii=False).encode()
    connection.sendall(struct.pack('>I', len(body)) + body)
def exactly(connection, count):
    data = b''
    while len(data) < count:
        piece = connection.recv(count - len(data))
        if not piece:
            raise EOFError
        data += piece
    return data
def serve(connection, address):
    logging.info('[连接] %s 已加入', address)
    try:
        send(connection, {'type': 'text', 'from': '系统', 'msg': '欢迎来到 Python 极客聊天室！'})
        while True:
            packet = json.loads(exactly(connection, struct.unpack('>I', exactly(connection, 4))[0]))
            if packet.get('type') != 'text':
                continue
            logging.info('%s -> 所有人 >> %s', packet['from'], packet['msg'])
            for other in list(clients):
                if other is not connection:
                    send(other, {'type': 'text', 'from': packet['from'], 'target': '所有人', 'msg': packet['msg']})
    except (OSError, EOFError):
        pass
    clients.remove(connection)
    logging.info('[退出] %s 已离开', address)
    connection.close()
server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((config['server']['host'], config['server']['port']))
server.listen(64)
logging.info('服务器启动成功: %s:%s', config['server']['host'], config['server']['port'])
while True:
    connection, (address, _) = server.accept()
    if address in banned:
        connection.close()
        continue
    clients.append(connection)
    threading.Thread(target=serve, args=(connection, address), daemon=True).start()
`

/** A client that connects again whenever it is disconnected, says what it reads, and tells what happens to it. */
const CLIENT_PY = `import json, socket, struct, sys, threading, time
name, source, current = sys.argv[1], sys.argv[2], None
def exactly(count):
    data = b''
    while len(data) < count:
        piece = current.recv(count - len(data))
        if not piece:
            raise EOFError
        data += piece
    return data
def speak():
    for line in sys.stdin:
        body = json.dumps({'type': 'text', 'from': name, 'msg': line.strip()}).encode()
        current.sendall(struct.pack('>I', len(body)) + body)
threading.Thread(target=speak, daemon=True).start()
while True:
    try:
        current = socket.create_connection(('127.0.0.1', 3000), source_address=(source, 0))
        while True:
            packet = json.loads(exactly(struct.unpack('>I', exactly(4))[0]))
            if packet['type'] == 'text':
                print(packet['from'], packet['msg'], flush=True)
    except (OSError, EOFError):
        print('disconnected', flush=True)
        time.sleep(0.3)
`

/** A client in a box. */
export interface BoxClient {
  say(text: string): void
  /** Reads on until a line holds this text, and gives what was read before. */
  hear(text: string): Promise<string[]>
}

export function connectClient(t: TestContext, box: SystemdBox, name: string, source: string): BoxClient {
  const child = spawn('nsenter', ['-t', String(box.pid), '-a', 'python3', '-c', CLIENT_PY, name, source])
  t.after(() => child.kill('SIGKILL'))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    say: (text) => child.stdin.write(`${text}\n`),
    async hear(text) {
      const before: string[] = []
      for (;;) {
        const { value, done } = await lines.next()
        if (done) throw new Error(`${name} ended before "${text}": ${before.join(' | ')}`)
        if (value.includes(text)) return before
        before.push(value)
      }
    },
  }
}

/** The settings of the guide, as version 9.1 takes them, with a key that nobody knows. */
const CONFIG_JSON = `{
  "server": {
    "host": "0.0.0.0",
    "port": 3000,
    "max_connections": 50
  },
  "admin": { "password": "a-long-password-of-old", "password_enabled": true },
  "security": {
    "enable_message_filter": true, "max_message_length": 1000,
    "heartbeat_interval": 30, "heartbeat_timeout": 90
  },
  "logging": {
    "level": "INFO",
    "file": "/var/log/chatserver/server.log",
    "max_bytes": 10485760,
    "backup_count": 5
  },
  "data": {
    "banned_ips_file": "data/banned_ips.json",
    "muted_ips_file": "data/muted_ips.json"
  },
  "x-house": ["keep", "me"]
}
`

const UNIT = `[Unit]
Description=Python chat server
After=network.target

[Service]
User=chatserver
WorkingDirectory=/opt/chatserver
ExecStart=/usr/bin/env python3 /opt/chatserver/Server.py
Restart=always

[Install]
WantedBy=multi-user.target
`

const CRONTAB = `# guide
*/5 * * * * /opt/chatserver/monitor.sh
0 3 * * * systemctl restart chatserver
`

/** Installs it in a box as the guide has it: unit, user, lists, logs, logrotate, crontab; and starts it. */
export async function installOriginal(box: SystemdBox): Promise<void> {
  const files = {
    '/opt/chatserver/Server.py': SERVER_PY,
    '/opt/chatserver/chat_protocol.py': '# frames\n',
    '/opt/chatserver/config.json': CONFIG_JSON,
    '/opt/chatserver/monitor.sh': '#!/bin/sh\npgrep -f Server.py || systemctl restart chatserver\n',
    '/opt/chatserver/data/banned_ips.json': '["203.0.113.9", "127.0.0.2"]',
    '/opt/chatserver/data/muted_ips.json': '{"198.51.100.7": "spam"}',
    '/var/log/chatserver/server.log.1': '2026-06-15 02:10:00 [INFO] Anna -> 所有人 >> long ago\n',
    '/etc/systemd/system/chatserver.service.d/limits.conf': '[Service]\nMemoryMax=512M\n',
    '/etc/logrotate.d/chat-python': '/var/log/chatserver/*.log {\n  daily\n}\n',
    '/var/spool/cron/crontabs/root': CRONTAB,
  }
  for (const [path, text] of Object.entries(files)) await box.write(path, text)
  await box.ok(['useradd', '--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'chatserver'])
  await box.ok(['chown', '-R', 'chatserver:chatserver', '/opt/chatserver', '/var/log/chatserver'])
  await box.ok(['chmod', '600', '/var/spool/cron/crontabs/root'])
  await box.ok(['chmod', '755', '/opt/chatserver/monitor.sh', '/opt/chatserver', '/var/log/chatserver'])
  await box.unit('chatserver', UNIT)
  await box.ok(['systemctl', 'enable', '--quiet', '--now', 'chatserver'])
}
