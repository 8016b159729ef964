import type { Layout } from './layout.ts'
import { marked } from './mark.ts'
import type { ConfigNeeds } from './needs-of-config.ts'
import { unitWord } from './unit-word.ts'

/** What the unit starts: a Node and the entry point of this package. */
export interface ProgramPaths {
  readonly node: string
  readonly script: string
}

/** The unit of the server. */
export function unitText(layout: Layout, program: ProgramPaths, needs: ConfigNeeds): string {
  const { scope, name, base, config } = layout
  const start = [program.node, program.script, 'serve', '--config', config].map(unitWord).join(' ')
  const edit = scope === 'system' ? `sudo systemctl edit ${name}` : `systemctl --user edit ${name}`
  return marked(`# Written by "chatctl service install". To change something: ${edit}
# That makes a file of your own beside this one; this one is replaced by the next version.

[Unit]
Description=Chat server (chatctl)
${scope === 'system' ? 'Wants=network-online.target\nAfter=network-online.target\n' : ''}StartLimitIntervalSec=5min
StartLimitBurst=5

[Service]
Type=notify
# Node has no Unix datagram sockets: systemd-notify speaks for the server.
NotifyAccess=all
WatchdogSec=30
${scope === 'system' ? `User=${layout.account}\nGroup=${layout.account}\n` : ''}WorkingDirectory=${unitWord(base)}
ExecStart=${start}
ExecReload=/bin/kill -HUP $MAINPID
# The server says goodbye to everybody and ends with 143.
SuccessExitStatus=143
Restart=on-failure
RestartSec=2
# 2: the configuration cannot be used, and starting again does not mend it.
RestartPreventExitStatus=2
TimeoutStartSec=60
TimeoutStopSec=20
KillMode=mixed
LimitNOFILE=65536
LimitCORE=0
TasksMax=512
UMask=0027
${(scope === 'system' ? systemSandbox(needs) : USER_SANDBOX).join('\n')}

[Install]
WantedBy=${scope === 'system' ? 'multi-user.target' : 'default.target'}
`)
}

/** What every systemd can hold a service to, also that of a user without rights. */
const USER_SANDBOX = [
  '',
  'NoNewPrivileges=yes',
  'RestrictNamespaces=yes',
  'RestrictRealtime=yes',
  'RestrictSUIDSGID=yes',
  'LockPersonality=yes',
  // Netlink tells which addresses this machine has.
  'RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK',
  'SystemCallArchitectures=native',
  'SystemCallFilter=@system-service',
  'SystemCallFilter=~@privileged @resources',
  'SystemCallErrorNumber=EPERM',
]

function systemSandbox({ writable, lowPort, inHome }: ConfigNeeds): string[] {
  return [
    '',
    '# Folders that systemd makes; all else that the server writes to is in ReadWritePaths.',
    'RuntimeDirectory=chatctl',
    'LogsDirectory=chatserver',
    'LogsDirectoryMode=0750',
    'ProtectSystem=strict',
    ...(writable.length > 0
      ? [`ReadWritePaths=${writable.map((path) => unitWord(`-${path}`)).join(' ')}`]
      : []),
    ...(inHome
      ? ['# The configuration names a file in a home.', 'ProtectHome=read-only']
      : ['ProtectHome=yes']),
    'PrivateTmp=yes',
    'PrivateDevices=yes',
    'DevicePolicy=closed',
    'ProtectKernelTunables=yes',
    'ProtectKernelModules=yes',
    'ProtectKernelLogs=yes',
    'ProtectControlGroups=yes',
    'ProtectClock=yes',
    'ProtectHostname=yes',
    'ProtectProc=invisible',
    'RemoveIPC=yes',
    'KeyringMode=private',
    '# MemoryDenyWriteExecute is left out: Node.js compiles JavaScript to machine code while it runs.',
    '# Of all rights of root only ports below 1024 may be given to it, with AmbientCapabilities.',
    'CapabilityBoundingSet=CAP_NET_BIND_SERVICE',
    ...(lowPort ? ['AmbientCapabilities=CAP_NET_BIND_SERVICE'] : []),
    ...USER_SANDBOX.slice(1),
  ]
}
