/** One entry per id of src/errors/ids.ts: what happened, and what to type. */
export const errors = {
  'internal/unexpected': { what: 'unexpected: {{detail}}', fix: 'chatctl report > diagnostic_report.txt' },
  'doctor/bad-ignore': {
    what: '"{{word}}" does not name a check and a reason',
    fix: 'chatctl doctor --ignore "maintenance/backup=done by the hoster"   (all checks: chatctl doctor --list)',
  },
  'doctor/bad-time': {
    what: '"{{word}}" is no time',
    fix: 'write last, a length of time such as 2h, or a time such as "2026-06-15 14:00"',
  },
  'report/not-written': {
    what: 'the report could not be written to {{path}} ({{detail}}); what is there is not complete',
    fix: 'chatctl report --out /another/place/report.txt   (df -h shows where there is room)',
  },
  'report/bad-bundle': {
    what: '{{path}} is no whole bundle of chatctl: {{detail}}',
    fix: 'ask for it again: chatctl report --bundle report.tar.gz',
  },
  'report/leak': {
    what: 'the report was withheld: known secret no. {{number}} is in {{file}}, written as {{encoding}} ({{count}} places)',
    fix: 'chatctl report --redact strict, and tell the developers which words of this message came out',
  },
  'backup/locked': {
    what: 'another backup or restore is at work in {{folder}} (process {{pid}}); nothing has changed',
    fix: 'wait for it and try again; if it goes on: ps -p {{pid}}',
  },
  'backup/not-written': {
    what: 'the backup could not be written to {{folder}} ({{detail}}); nothing of it is left, and earlier backups are as they were',
    fix: 'df -h "{{folder}}"; ls -ld "{{folder}}"; then: sudo chatctl backup create   (elsewhere: --to /another/folder)',
  },
  'backup/nothing': {
    what: 'there is nothing to back up: neither a configuration nor a list was found',
    fix: 'chatctl backup create --config /opt/chatserver/config.json   (which files are used: chatctl doctor config)',
  },
  'backup/denied': {
    what: 'this user may not read {{path}}; nothing has changed',
    fix: '{{command}}',
  },
  'backup/source-changed': {
    what: '{{path}} became shorter while it was read; no backup was made, and earlier ones are as they were',
    fix: 'try again: chatctl backup create',
  },
  'backup/interrupted': {
    what: 'interrupted; nothing has changed, and nothing half-done is left behind',
    fix: 'start it again when you like',
  },
  'backup/not-found': {
    what: 'there is no backup at {{path}}',
    fix: 'chatctl backup list',
  },
  'backup/damaged': {
    what: '{{path}} is damaged or no backup of chatctl: {{detail}}; nothing has changed',
    fix: 'take another one: chatctl backup list   (all of them tested: chatctl backup verify)',
  },
  'backup/unsafe': {
    what: '{{path}} holds what no backup of chatctl holds: {{detail}}; it was refused, and nothing has changed',
    fix: 'do not unpack it by hand either; take another one: chatctl backup list',
  },
  'backup/bad-keep': {
    what: '"{{text}}" is not a length of time',
    fix: 'write --keep 30d, --keep 8w, or --keep forever',
  },
  'backup/bad-role': {
    what: '"{{word}}" is no part of a backup',
    fix: 'write some of {{roles}}, such as --only config,lists',
  },
  'backup/links': {
    what: '{{paths}}: somebody else has put a link there, which is not followed, or what lies there is no file; nothing has changed',
    fix: 'see what it is, and remove it if it does not belong there: ls -l {{paths}}',
  },
  'backup/unusual-places': {
    what: 'the configuration in this archive sends files outside the folders of the server: {{paths}}; nothing has changed',
    fix: 'if that is right, answer at a terminal, or: chatctl backup restore … --yes=destructive',
  },
  'backup/not-restored': {
    what: 'the backup could not be restored ({{detail}}); nothing has changed',
    fix: 'df -h; then try again',
  },
  'backup/half-restored': {
    what: 'the restore stopped in the middle ({{detail}}): {{done}} files are the restored ones, {{left}} are as they were; each is whole',
    fix: 'start it again; the state from before is the newest of: chatctl backup list',
  },
  'backup/no-service': {
    what: '--restart needs a service of systemd, and {{unit}} is none here; nothing has changed',
    fix: 'restore without --restart, and restart the server yourself   (another name: --unit NAME)',
  },
  'backup/restart-failed': {
    what: 'the files are restored, but {{unit}} could not be restarted ({{detail}})',
    fix: 'sudo systemctl reset-failed {{unit}}; sudo systemctl restart {{unit}}; chatctl doctor',
  },
  'monitor/locked': {
    what: 'this server is watched already, by process {{pid}} (state in {{folder}})',
    fix: 'leave it at that, or end it first: ps -p {{pid}}; kill {{pid}}',
  },
  'monitor/no-state': {
    what: 'the monitor cannot keep what it remembers in {{folder}} ({{detail}}); nothing was done',
    fix: 'ls -ld "{{folder}}"; df -h; or name another folder: chatctl monitor --state /another/folder',
  },
  'monitor/bad-time': {
    what: '"{{text}}" is not a length of time that --{{flag}} takes',
    fix: 'write it like 60s, 5m or 4h, 5 seconds at least',
  },
  'monitor/bad-exec': {
    what: '--exec is neither the path of a program nor a list of words',
    fix: 'chatctl monitor --exec /usr/local/bin/tell-me   (with words: \'["/usr/bin/logger", "-t", "chat"]\')',
  },
  'monitor/bad-webhook': {
    what: 'the address of the webhook is no http:// or https:// address',
    fix: 'chatctl monitor --webhook https://alerts.example.com/chat',
  },
  'monitor/open-secret': {
    what: 'the secret for signing in {{path}} cannot be used: {{detail}}',
    fix: 'sudo chown "$(id -un)" "{{path}}"; chmod 600 "{{path}}"   (it must hold 16 characters at least)',
  },
  'sanctions/bad-duration': {
    what: '"{{text}}" is not a length of time',
    fix: 'write a number and a unit, such as --for 90s, 15m, 2h, 7d or 1w',
  },
  'sanctions/not-an-address': {
    what: '"{{text}}" is neither an IP address nor a CIDR range',
    fix: 'write it like 192.168.1.9, 10.0.0.0/8 or 2001:db8::/32',
  },
  'sanctions/locked': {
    what: '{{file}} is being changed by another process (PID {{pid}})',
    fix: 'try again; if it goes on: ps -p {{pid}}',
  },
  'sanctions/not-written': {
    what: 'cannot write {{file}} ({{detail}}); nothing has changed',
    fix: 'df -h "{{folder}}"; ls -ld "{{folder}}"',
  },
  'sanctions/unreadable': {
    what: 'cannot read {{file}} ({{detail}})',
    fix: 'ls -l "{{file}}"',
  },
  'control/not-running': { what: 'the chat server is not running', fix: 'chatctl serve' },
  'control/died': {
    what: 'the chat server is not running: process {{pid}} ended without saying goodbye',
    fix: 'chatctl serve',
  },
  'control/unreachable': {
    what: 'the chat server runs (process {{pid}}), but its control socket {{socket}} is gone',
    fix: 'kill {{pid}}   (it says goodbye and saves), then: chatctl serve',
  },
  'control/several': {
    what: 'more than one chat server runs here: {{sockets}}',
    fix: 'say which one: chatctl … --config /path/to/config.json',
  },
  'control/denied': {
    what: 'this user may not open {{path}}',
    fix: "run the same command as its owner: sudo -u '{{needs}}' chatctl …",
  },
  'control/no-answer': {
    what: 'the chat server does not answer on {{socket}}: it hangs or is overloaded',
    fix: 'chatctl doctor',
  },
  'control/cut-off': {
    what: 'the chat server closed the control connection {{socket}} before it had answered',
    fix: 'chatctl status   (and try again if it runs)',
  },
  'control/not-taken': {
    what: 'the chat server stood still for some seconds and did not take the request in time; nothing of it was done',
    fix: 'run the same command again   (if this comes back: chatctl doctor)',
  },
  'control/version': {
    what: 'the running server {{server}} speaks version {{theirs}} of the control protocol, this chatctl version {{ours}}',
    fix: 'restart the server after an upgrade: chatctl shutdown, then chatctl serve',
  },
  'control/in-use': {
    what: 'another chat server (process {{pid}}) already runs on this data folder; its control socket is {{socket}}',
    fix: 'chatctl shutdown   (or give this one its own data folder: data.directory in config.json)',
  },
  'control/unknown-method': {
    what: 'the server does not know "{{method}}"',
    fix: 'the running server is older than this chatctl. Restart it: chatctl shutdown, then chatctl serve',
  },
  'control/bad-params': {
    what: 'the server does not accept this "{{method}}": {{detail}}',
    fix: 'the parameters of every method: docs/control-socket.md',
  },
  'control/bad-request': {
    what: 'the control socket expects a POST of JSON to /v1/<method>: {{detail}}',
    fix: 'curl --unix-socket SOCKET -H "content-type: application/json" -d "{}" http://localhost/v1/status',
  },
  'control/too-large': {
    what: 'a request to the control socket may have at most {{limit}} bytes',
    fix: 'send less at once',
  },
  'control/too-many-followers': {
    what: '{{limit}} followers are connected already',
    fix: 'close another chatctl console or follower, then try again',
  },
  'control/too-many-canaries': {
    what: '{{limit}} tests of the chat are under way already',
    fix: 'try again in some seconds',
  },
  'control/time-limit': {
    what: '"{{method}}" was not done within {{seconds}} s; the server goes on with it',
    fix: 'chatctl status',
  },
  'control/server-error': { what: '{{message}} [{{id}}]', fix: '{{fix}}' },
  'control/unsafe-folder': {
    what: '{{path}} cannot hold the control socket: {{reason}}',
    fix: 'remove it (rm -r {{path}}), or set server.control_socket in config.json to a path in a folder of your own',
  },
  'control/path-too-long': {
    what: 'the path of the control socket has {{bytes}} bytes, and {{limit}} are possible: {{path}}',
    fix: 'set server.control_socket in config.json to a shorter path',
  },
  'control/socket-failed': {
    what: 'the control socket {{path}} cannot be opened: {{reason}}',
    fix: 'set server.control_socket in config.json to a path in a folder that the server may write to',
  },
  'cli/needs-yes': {
    what: '{{address}}: {{why}}',
    fix: 'if that is what you want, the same command with --yes',
  },
  'cli/declined': { what: 'nothing was changed', fix: 'the same command, answered with y, or with --yes' },
  'cli/interrupted': { what: 'interrupted; nothing was changed', fix: 'the same command again' },
  'cli/unknown-yes': {
    what: 'unknown: {{word}}',
    fix: '--yes for what is safe, --yes=destructive for what interrupts users or destroys data too',
  },
  'cli/no-such-user': { what: 'nobody is online as "{{name}}"', fix: '{{hint}}' },
  'cli/name-not-unique': {
    what: '"{{name}}" is online from several addresses: {{addresses}}',
    fix: 'the same command with the address instead of the name',
  },
  'cli/name-needs-server': {
    what: 'the server is not running, so "{{name}}" cannot be turned into an address',
    fix: 'the same command with an address or a range; or start the server: chatctl serve',
  },
  'cli/range-not-allowed': {
    what: '{{address}} is a range; this command takes one address or one name',
    fix: 'chatctl users shows the addresses',
  },
  'cli/usage': { what: 'wrong usage: {{problem}}', fix: 'chatctl {{command}} --help' },
  'cli/bad-level': { what: '"{{level}}" is no log level', fix: 'write one of {{levels}}' },
  'client/bad-address': {
    what: '"{{text}}" is not HOST, HOST:PORT or [ADDRESS]:PORT',
    fix: 'write it like chat.example.org:3000, 192.168.1.9 or [2001:db8::1]:3000',
  },
  'client/unknown-host': {
    what: 'no address is known for "{{host}}" ({{detail}})',
    fix: 'check how the name is written, or use the IP address',
  },
  'client/refused': {
    what: 'nothing listens on {{address}} ({{detail}})',
    fix: 'start the server: chatctl serve; if it runs, it listens on another port or address: chatctl status',
  },
  'client/timeout': {
    what: '{{address}} does not answer: a firewall drops what we send, or the machine is down',
    fix: 'chatctl ping {{address}}; on the server open the port in its firewall',
  },
  'client/unreachable': {
    what: '{{address}} cannot be reached ({{detail}})',
    fix: 'check the address and the network: chatctl ping {{address}}',
  },
  'client/reset': {
    what: '{{address}} has cut the connection ({{detail}})',
    fix: 'chatctl ping {{address}}',
  },
  'client/tls-failed': {
    what: '{{address}} does not speak TLS ({{detail}})',
    fix: 'leave out --tls, or give the port of server.tls with --port',
  },
  'client/tls-untrusted': {
    what: 'the certificate of {{address}} is not trusted ({{detail}})',
    fix: 'give its authority with --ca FILE; or, if nobody can listen in between: --insecure',
  },
  'client/ca-unreadable': {
    what: 'cannot read the certificates {{path}} ({{detail}})',
    fix: 'ls -l {{path}}',
  },
  'client/not-chat': {
    what: '{{address}} is not a chat server: it speaks another protocol',
    fix: 'check the port: chatctl status on the server shows where it listens',
  },
  'client/silent': {
    what: '{{address}} accepts connections but says nothing: it is no chat server, or it hangs',
    fix: 'chatctl ping {{address}}; on the server: chatctl doctor',
  },
  'client/closed': {
    what: '{{address}} closed the connection without a word',
    fix: 'a v9.1 Python server does so when it is full or this address is banned; ask its operator',
  },
  'client/banned': {
    what: 'this address is banned there',
    fix: 'ask the operator, who can lift it: chatctl unban ADDRESS',
  },
  'client/full': {
    what: 'the server {{address}} is full',
    fix: 'try again later; its operator can raise server.max_connections',
  },
  'client/rate': {
    what: 'too many connections from this address within a minute, or too many messages at once',
    fix: 'wait a minute; the operator can raise security.max_attempts_per_minute or security.max_messages_per_second',
  },
  'client/per-address': {
    what: 'too many connections from this address are open',
    fix: 'close another client; the operator can raise security.max_connections_per_ip',
  },
  'client/muted': {
    what: '{{address}} lets this machine in, but nobody would hear it: its address is muted, or everybody is',
    fix: 'ask the operator, who can lift it: chatctl unmute ADDRESS, or chatctl ungmute',
  },
  'client/no-echo': {
    what: 'what one client says at {{address}} does not reach another',
    fix: 'on the server: chatctl doctor',
  },
  'client/slow': {
    what: '{{address}} works, but slowly: the slowest step took {{ms}} ms',
    fix: 'on the server: chatctl status shows its load; or look for a slow network in between',
  },
  'client/kicked': { what: 'you were removed from the room', fix: 'ask the operator before you come back' },
  'client/lost': {
    what: 'the connection to {{address}} was lost and did not come back: {{why}}',
    fix: 'chatctl ping {{address}}',
  },
  'client/incomplete': {
    what: 'not everything was carried out ({{count}})',
    fix: 'the reasons are above, on standard error and in the answers of the server',
  },
  'client/bad-folder': {
    what: 'received files cannot be saved in {{path}} ({{detail}})',
    fix: 'give another folder with --folder',
  },
  'bench/not-loopback': {
    what: '{{address}} is not on this machine: a stress test is an attack on a server that is not yours',
    fix: 'if it is yours: the same command with --yes-i-own-it',
  },
  'bench/stopped': {
    what: 'stopped before anything was said, so nothing was measured; all clients have left',
    fix: 'the same command again, perhaps with fewer --clients',
  },
  'debug/busy': {
    what: 'the server is recording already, into {{path}}',
    fix: 'wait until it is done, then try again',
  },
  'debug/no-space': {
    what: '{{folder}} has {{free}} free, and the recording may need {{need}}; nothing was done',
    fix: 'df -h "{{folder}}"; make room, then try again',
  },
  'debug/not-written': {
    what: 'the server could not write {{path}} ({{code}})',
    fix: 'chatctl doctor storage',
  },
  'debug/not-copied': {
    what: 'cannot put the recording at {{path}} ({{code}}); the one of the server: {{from}}',
    fix: 'the same command with another --out, or copy that file by hand',
  },
  'debug/exists': {
    what: '{{path}} is there already, and is not overwritten',
    fix: 'the same command with another --out',
  },
  'debug/too-long': {
    what: '"{{text}}" is too long: {{most}} minutes at most',
    fix: 'the same command with a shorter --for',
  },
  'debug/server-gone': {
    what: 'the server ended while it was recording; {{path}} is not there or not whole',
    fix: 'chatctl doctor service   (a snapshot needs as much memory again as the heap)',
  },
  'debug/bad-inspect': {
    what: '"{{text}}" is no place for a debugger to connect to',
    fix: '--inspect, --inspect=9229 or --inspect=127.0.0.1:9229',
  },
  'debug/no-inspector': {
    what: 'a debugger cannot connect to {{host}}:{{port}}: the port is in use, or the address is not of this machine; the server was not started',
    fix: 'another port: chatctl serve --inspect=127.0.0.1:9230',
  },
  'capture/no-tcpdump': {
    what: 'tcpdump is not installed, and it is what records the network',
    fix: 'sudo apt-get install -y tcpdump   (Fedora, RHEL: sudo dnf install -y tcpdump)',
  },
  'capture/no-permission': {
    what: 'this user may not record the network ({{detail}})',
    fix: 'the same command with sudo in front: sudo chatctl …',
  },
  'capture/no-interface': {
    what: 'there is no interface {{device}} to record ({{detail}})',
    fix: 'ip -br link; then the same command with --interface NAME, or without it for all',
  },
  'capture/failed': {
    what: 'tcpdump does not record: {{detail}}',
    fix: 'sudo tcpdump -i any -c 1 tcp; what it says there is what hinders it here',
  },
  'capture/exists': {
    what: '{{path}} is there already, and is not overwritten',
    fix: 'the same command with another --write',
  },
  'capture/not-written': {
    what: 'cannot write the recording {{path}} ({{code}}); what was recorded before is in it',
    fix: 'df -h; make room, or write to another disk',
  },
  'capture/unreadable': {
    what: 'cannot read the recording {{path}} ({{code}})',
    fix: 'ls -l "{{path}}"',
  },
  'capture/not-pcap': {
    what: '{{path}} is no recording of tcpdump',
    fix: 'record one: sudo chatctl capture --write chat.pcap',
  },
  'capture/pcapng': {
    what: '{{path}} is in the newer format pcapng, which is not read here',
    fix: 'editcap -F pcap "{{path}}" chat.pcap; chatctl capture --read chat.pcap',
  },
  'capture/broken': {
    what: '{{path}} is damaged: a packet in it has an impossible length',
    fix: 'copy it again, in binary mode; what was shown before is right',
  },
  'log/unwritable': { what: 'cannot write the log {{file}} ({{detail}})', fix: '{{commands}}' },
  'log/not-a-file': {
    what: 'the log cannot be written to {{file}}: it is a folder or a pipe, or a part of the path is a file',
    fix: 'set "logging.file" in config.json to the path of a file',
  },
  'logs/bad-time': {
    what: '"{{text}}" is no time',
    fix: 'write it like today, "10 min ago", 09:30 or "2026-11-23 09:30"',
  },
  'logs/bad-pattern': {
    what: '"{{text}}" is no regular expression ({{detail}})',
    fix: 'put a backslash before the characters ( ) [ ] { } . * + ? ^ $ | that are meant as they are',
  },
  'logs/nothing-to-read': {
    what: 'cannot read the log {{file}} ({{code}})',
    fix: 'ls -l "{{file}}"; or name another one: chatctl logs --file FILE',
  },
  'logs/not-rotated': {
    what: 'cannot rename the log {{file}} ({{code}}); nothing has changed',
    fix: 'chatctl doctor storage',
  },
  'logs/written-by-other': {
    what: 'process {{pid}} writes to {{file}}, and it is no server of chatctl: it would go on in the renamed file',
    fix: 'ps -p {{pid}}; stop that process, then try again',
  },
  'logs/not-compressed': {
    what: 'the log was emptied, but its content could not be compressed ({{code}}): it is in {{file}}',
    fix: 'df -h "{{file}}"; gzip or delete that file by hand',
  },
  'server/address-in-use': {
    what: '{{host}}:{{port}} is already in use{{holder}}',
    fix: 'chatctl ports {{port}}, or set another server.port in config.json',
  },
  'server/port-privileged': {
    what: 'this user may not listen on {{host}}:{{port}} (ports below 1024 need a privilege)',
    fix: 'use a server.port of 1024 or above in config.json, e.g. 3000',
  },
  'server/address-unavailable': {
    what: 'this machine has no address {{host}} to listen on',
    fix: 'set server.host to 0.0.0.0 in config.json',
  },
  'server/cannot-listen': {
    what: 'cannot listen on {{host}}:{{port}}: {{detail}}',
    fix: 'chatctl doctor network',
  },
  'server/tls-unusable': {
    what: 'the TLS certificate {{cert}} and key {{key}} cannot be used: {{detail}}',
    fix: 'check that both are PEM files and belong together: openssl x509 -noout -in {{cert}}',
  },
  'server/tls-unreadable': {
    what: 'cannot read {{path}} ({{code}})',
    fix: 'correct server.tls in config.json, or see what lets the server read it: sudo chatctl doctor network/tls-certificate',
  },
  'config/unusable': {
    what: '{{path}} cannot be used (errors: {{count}}); nothing was started or changed',
    fix: '{{check}}',
  },
  'server/address-in-use-by': {
    what: '{{host}}:{{port}} is already in use by process {{pid}}: {{command}}',
    fix: 'stop it: sudo chatctl ports --free-up {{port}}, or set another server.port in config.json',
  },
  'config/not-reloaded': {
    what: 'the configuration was not reloaded, the running one stays in force: {{detail}}',
    fix: 'correct {{path}}, then: chatctl reload',
  },
  'config/no-file': { what: 'there is no {{path}}', fix: '{{init}}' },
  'config/exists': { what: '{{path}} is there already; it was left as it is', fix: '{{check}}' },
  'config/dangling-link': {
    what: '{{path}} is a link to {{to}}, and there is no file there; nothing was changed',
    fix: 'put the file back there, or write a new one: {{init}}   (without the link: {{remove}})',
  },
  'config/no-access': { what: 'this user may not use {{path}}; nothing was changed', fix: '{{retry}}' },
  'config/unknown-setting': { what: '"{{key}}" is no setting', fix: '{{hint}}' },
  'config/not-set': {
    what: '"{{key}}" is not set, and has no default',
    fix: 'set it: chatctl config set {{key}} VALUE',
  },
  'config/not-a-value': {
    what: '{{value}} is no value for "{{key}}"; nothing was changed',
    fix: '{{expected}}: chatctl config set KEY VALUE   (what it is now: {{show}})',
  },
  'config/secret-argument': {
    what: '"{{key}}" is not taken from the command line, where other users could see it; nothing was changed',
    fix: 'chatctl passwd',
  },
  'config/not-editable': {
    what: '{{path}} is no JSON in UTF-8 that could be edited; nothing was changed',
    fix: '{{check}}',
  },
  'config/being-edited': {
    what: '{{path}} is being edited by process {{pid}}; nothing was changed',
    fix: 'the same command again in a moment   (ps -p {{pid}} shows who it is)',
  },
  'config/not-written': {
    what: '{{path}} could not be written ({{detail}}); what was there is whole',
    fix: 'df -h {{folder}}',
  },
  'passwd/refused': {
    what: 'not taken as a password: {{why}}',
    fix: 'chatctl passwd --generate makes one up',
  },
  'passwd/not-the-same': {
    what: 'the two are not the same; nothing was changed',
    fix: 'the same command again',
  },
  'passwd/needs-terminal': {
    what: 'there is no terminal to ask at; nothing was changed',
    fix: 'chatctl passwd --generate, or chatctl passwd --stdin < FILE',
  },
  'passwd/needs-current': {
    what: 'an old hash cannot be turned into a new one without the password, and there is no terminal to ask at',
    fix: 'chatctl passwd --upgrade --stdin < FILE, or set a new one: chatctl passwd',
  },
  'passwd/wrong': {
    what: 'that is not the password; nothing was changed',
    fix: 'the same command again, or set a new one: chatctl passwd',
  },
  'passwd/none': { what: 'no password is set', fix: 'chatctl passwd' },
  'passwd/unknown-hash': {
    what: 'the stored hash is of an unknown kind: no password can match it',
    fix: 'set a new one: chatctl passwd',
  },
  'passwd/old-server': {
    what: 'the Python server of version 6 that runs (pid {{pid}}) knows no hashes: its console would end; nothing was changed',
    fix: 'run the server of this package instead: chatctl serve',
  },
  'data/folder-unusable': {
    what: 'the data folder {{directory}} cannot be made ({{code}})',
    fix: 'sudo mkdir -p {{directory}} && sudo chown chatserver:chatserver {{directory}}',
  },
  'service/no-systemd': {
    what: 'systemd does not run this machine, as in most containers, so there is no service',
    fix: 'run the server itself as the command of the container: chatctl serve   (elsewhere: chatctl service install --platform launchd)',
  },
  'service/no-user-manager': {
    what: 'the systemd of this user does not answer ({{detail}})',
    fix: 'log in as this user (not with su or sudo), or: sudo loginctl enable-linger "$USER"; export XDG_RUNTIME_DIR=/run/user/$(id -u)',
  },
  'service/needs-root': {
    what: 'only root may do that',
    fix: '{{command}}',
  },
  'service/busy': {
    what: 'another chatctl service command is at work (process {{pid}})',
    fix: 'wait for it; if it goes on: ps -p {{pid}}',
  },
  'service/not-ours': {
    what: 'not written by chatctl, or changed by somebody since: {{paths}}; nothing has changed',
    fix: 'look: {{look}}   then replace them, keeping the old ones: {{command}}',
  },
  'service/purge-needs-yes': {
    what: 'this deletes {{paths}} for good, and nobody is here to agree; nothing has changed',
    fix: '{{command}} --yes=destructive',
  },
  'service/not-built': {
    what: 'this program is not built yet ({{root}})',
    fix: 'cd {{root}} && npm run build',
  },
  'service/not-installed': {
    what: 'there is no {{unit}}.service',
    fix: 'sudo chatctl service install',
  },
  'service/command-failed': {
    what: 'the command {{command}} failed: {{detail}}',
    fix: 'chatctl doctor service',
  },
  'service/not-done': {
    what: 'the step {{what}} failed ({{detail}}); everything is as it was before',
    fix: 'mend that (df -h shows full disks), then give the same command again',
  },
  'service/half-done': {
    what: 'the step {{what}} failed ({{detail}}), and not all could be taken back: {{stuck}}',
    fix: 'chatctl service status, then give the same command again',
  },
  'service/interrupted': {
    what: 'you stopped it; everything is as it was before',
    fix: 'give the same command again',
  },
  'migrate/not-found': {
    what: 'there is no installation of the original server at {{path}} (no Server.py); nothing has changed',
    fix: 'name the folder that holds Server.py: chatctl migrate /opt/chatserver   (where is it? ps aux | grep -i server.py)',
  },
  'migrate/denied': {
    what: 'this user may not look into {{path}}; nothing has changed',
    fix: 'sudo chatctl migrate {{folder}} --dry-run',
  },
  'migrate/user-unit': {
    what: "the original server (process {{pid}}) is {{unit}} of a user's own systemd, which would start it again; nothing has changed",
    fix: 'as that user: systemctl --user disable --now {{unit}}   (then give the same command again)',
  },
  'migrate/bad-config': {
    what: '{{path}} has {{count}} errors whose meaning is not clear; nothing has changed',
    fix: 'chatctl config check --config {{path}}',
  },
  'migrate/occupied': {
    what: '{{path}} is there already and is not of this Python server, so the new server has no place; nothing has changed',
    fix: 'look at what is there: chatctl service status; cat {{path}}',
  },
  'migrate/no-backup': {
    what: 'the old files could not be copied to {{folder}} ({{detail}}), so nothing has been changed',
    fix: 'df -h {{folder}}; ls -ld {{folder}}   (then give the same command again)',
  },
  'migrate/unfinished': {
    what: 'an earlier migration was cut off in the middle; this one has changed nothing',
    fix: 'put the old state back first: sudo chatctl migrate --back',
  },
  'migrate/nothing-to-undo': {
    what: 'there is no migration on this machine that could be taken back; nothing has changed',
    fix: 'chatctl service status',
  },
  'migrate/silent': {
    what: 'the new server does not answer on port {{port}}: {{detail}}',
    fix: 'chatctl doctor',
  },
  'migrate/rolled-back': {
    what: 'the migration failed ({{detail}}); the Python server in {{folder}} is in place again, with all its files as they were',
    fix: 'chatctl service install --dry-run   (mend what the message says, then give the same command again)',
  },
  'migrate/interrupted': {
    what: 'you stopped it; the Python server is in place again, with all its files as they were',
    fix: 'give the same command again when you like',
  },
  'migrate/half-back': {
    what: 'not everything could be put back: {{stuck}}. All copies are in {{folder}}/files',
    fix: 'mend that (df -h shows full disks), then: sudo chatctl migrate --back',
  },
  'migrate/old-silent': {
    what: 'all files are as they were, and the Python server was started, but it does not answer on port {{port}}: {{detail}}',
    fix: 'systemctl status chatserver; journalctl -u chatserver -n 50   (the migration is taken back)',
  },
} as const
