import type { Scene } from '../scene.ts'

/** Started once in vain; nobody waits until systemd gives up. */
const START_IN_VAIN = 'systemctl restart chatserver 2>/dev/null; systemctl stop chatserver'

/** Problems 1 to 3: it does not start, it ends at once, the password is refused. */
export const START_SCENES: readonly Scene[] = [
  {
    id: 'port-in-use',
    fault: `systemctl stop chatserver
systemd-run --quiet --unit=shop python3 -m http.server 3000
until ss -Hltn 'sport = :3000' | grep -q .; do sleep 0.1; done
${START_IN_VAIN}`,
    command: 'sudo chatctl doctor 1',
    quick: true,
    release: 'systemctl stop shop',
  },
  {
    id: 'free-the-port',
    fault: `systemctl stop chatserver
systemd-run --quiet --unit=shop python3 -m http.server 3000
until ss -Hltn 'sport = :3000' | grep -q .; do sleep 0.1; done`,
    command: 'sudo chatctl ports --free-up 3000 --yes=destructive',
    release: 'systemctl stop shop 2>/dev/null; true',
    alone: true,
  },
  { id: 'other-port', command: 'sudo chatctl config set server.port 3001', alone: true },
  {
    id: 'broken-config',
    fault: `sed -i 's/"max_connections": 50,/"max_connections": "50"/' /opt/chatserver/config.json
${START_IN_VAIN}`,
    command: 'sudo chatctl config check',
  },
  {
    id: 'broken-config-doctor',
    fault: `sed -i '$ s/}/,}/' /opt/chatserver/config.json
${START_IN_VAIN}`,
    command: 'sudo chatctl doctor config --fix --yes',
    alone: true,
  },
  {
    id: 'wrong-owner',
    fault: `systemctl stop chatserver
chown root:root /opt/chatserver/data /var/log/chatserver/server.log
${START_IN_VAIN}`,
    command: 'sudo chatctl doctor 1',
  },
  {
    id: 'modules-missing',
    fault: `mv $MODULES/argon2 $MODULES/argon2.away; cp -p /usr/local/bin/chatctl /root/chatctl.kept
sed -i "s|[^ ]*/bin/[a-z]*.js|$MODULES/../../bin/run.js|" /usr/local/bin/chatctl`,
    command: 'sudo chatctl doctor 1',
    release:
      'cd /usr/local/lib/chatctl/chatctl-*/node_modules/@node-rs && mv argon2.away argon2; mv /root/chatctl.kept /usr/local/bin/chatctl',
  },
  {
    id: 'ends-at-once',
    fault: `sed -i '$ s/}/,}/' /opt/chatserver/config.json
systemctl restart chatserver 2>/dev/null
until systemctl is-failed --quiet chatserver; do sleep 0.1; done`,
    command: 'sudo chatctl service status',
    quick: true,
  },
  {
    id: 'no-config',
    fault: `rm /opt/chatserver/config.json
${START_IN_VAIN}`,
    command: 'sudo chatctl doctor 2',
  },
  {
    id: 'no-log-folder',
    fault: `systemctl stop chatserver
mkdir -p /srv/log /etc/systemd/system/chatserver.service.d
printf '[Service]\\nReadWritePaths=-/srv/log\\n' > /etc/systemd/system/chatserver.service.d/write.conf
systemctl daemon-reload
sed -i 's|/var/log/chatserver/server.log|/srv/log/chat/server.log|' /opt/chatserver/config.json
${START_IN_VAIN}`,
    command: 'sudo chatctl doctor 2',
  },
  {
    id: 'password',
    command: 'sudo chatctl passwd --generate',
    quick: true,
    alone: true,
  },
]
