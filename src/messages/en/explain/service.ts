import type { TopicTexts } from '../../topic-texts.ts'

/** The unit and the process that systemd looks after. */
export const service = {
  'not-running': {
    title: 'The chat server is not running',
    means: 'No server answers for this configuration: nothing serves the clients.',
    why: ['it was never started, or was stopped', 'its start failed', 'it crashed or was killed'],
    do: [
      'See why it ended',
      '$ chatctl doctor service',
      'Start it',
      '$ sudo systemctl start chatserver',
      'Or without a service, in this terminal',
      '$ chatctl serve',
    ],
  },
  'not-installed': {
    title: 'There is no such service',
    means:
      'systemd knows no unit of that name, so it can neither start the server nor bring it back after a crash.',
    why: ['the service was never installed on this machine', 'the unit has another name'],
    do: [
      'Look for it under another name',
      "$ systemctl list-units --all --type=service '*chat*'",
      'Install it; --dry-run shows first what that brings',
      '$ sudo chatctl service install',
      'Until it is installed the server runs from a terminal',
      '$ chatctl serve',
    ],
  },
  'unit-broken': {
    title: 'systemd cannot use the unit file',
    means: 'The unit file has an error, so systemd refuses to load it or ignores a part of it.',
    why: ['a typing error after an edit', 'an edit that systemd has not read yet'],
    do: [
      'Let systemd say what is wrong, mend it, and make it read the file again',
      '$ systemd-analyze verify chatserver.service',
      '$ sudo systemctl edit --full chatserver',
      '$ sudo systemctl daemon-reload',
    ],
  },
  masked: {
    title: 'The service is masked',
    means: 'Somebody linked the unit to /dev/null: it cannot be started until that is undone.',
    why: ['`systemctl mask` was used to keep it from starting'],
    do: ['$ sudo systemctl unmask chatserver', '$ sudo systemctl start chatserver'],
  },
  'user-missing': {
    title: 'The user of the service does not exist',
    means:
      'systemd could not switch to the user or group that the unit names (status 216/GROUP or 217/USER).',
    why: ['the user was never made on this machine', 'User= or Group= has a typing error'],
    do: [
      'Make the user that the guide uses',
      '$ sudo useradd --system --home-dir /opt/chatserver --shell /usr/sbin/nologin chatserver',
      'Or correct User= in the unit',
      '$ sudo systemctl edit --full chatserver',
    ],
  },
  'program-missing': {
    title: 'The program of the unit cannot be run',
    means:
      'What ExecStart names is not there or may not be executed (status 203/EXEC; in a shell, exit code 126 or 127).',
    why: [
      'Node.js or chatctl was moved, or upgraded to another path',
      'the path is only known to a login shell, such as one of nvm',
      'the file is not executable for the service user',
    ],
    do: [
      'Compare what the unit runs with what is there',
      '$ systemctl show chatserver -p ExecStart',
      '$ command -v node chatctl',
      'Put the full path into ExecStart',
      '$ sudo systemctl edit --full chatserver',
    ],
  },
  'folder-not-usable': {
    title: 'systemd could not enter a folder of the unit',
    means:
      'A folder that the unit names (WorkingDirectory=, StateDirectory=, LogsDirectory=, RuntimeDirectory=) is missing, or the service user may not enter it.',
    why: ['the folder was deleted or renamed', 'it belongs to another user'],
    do: [
      '$ systemctl show chatserver -p WorkingDirectory -p User',
      '$ sudo mkdir -p /opt/chatserver',
      '$ sudo chown chatserver:chatserver /opt/chatserver',
    ],
  },
  'sandbox-refused': {
    title: 'systemd could not set up the sandbox of the unit',
    means:
      'A protection that the unit asks for (namespaces, capabilities, system call filter, credentials, limits) is not possible on this machine.',
    why: [
      'the machine is a container that may not do this',
      'a path in ReadWritePaths= or BindPaths= is missing',
    ],
    do: [
      'The journal names the setting',
      '$ journalctl -u chatserver -n 20 --no-pager',
      'Take that one out of the unit, or make the path',
      '$ sudo systemctl edit --full chatserver',
    ],
  },
  'modules-missing': {
    title: 'A module of the program is missing',
    means:
      'The program starts but a file or package that it needs is not there. The guide: problem 1, cause 4.',
    why: [
      'the installation was not finished, or files were deleted',
      'it was installed for another Node.js or Python than the one that runs',
      'for the old Python server: chat_protocol.py is not beside Server.py',
    ],
    do: [
      'Install chatctl anew, in its folder',
      '$ npm ci',
      '$ npm run build',
      'For the old Python server',
      '$ ls -la /opt/chatserver/chat_protocol.py',
    ],
  },
  'node-unsupported': {
    title: 'This Node.js is too old or too new for chatctl',
    means: 'chatctl needs Node.js 22.22.2+, 24.15.0+ or 26+.',
    why: ['the distribution brings an older one', 'the service finds another Node.js than your shell'],
    do: ['$ node --version', 'See which one the service runs', '$ systemctl show chatserver -p ExecStart'],
  },
  'not-enabled': {
    title: 'The service does not start by itself',
    means: 'The unit runs or could run, but is not enabled: after the next reboot nobody starts it.',
    why: ['it was started by hand and never enabled'],
    do: ['$ sudo systemctl enable chatserver'],
  },
  'restart-loop': {
    title: 'The service starts and ends again and again',
    means:
      'systemd restarted it so often that it gave up (start-limit-hit), or is still doing so. The cause is that of the first failure.',
    why: ['config.json cannot be used', 'the port is taken', 'a folder is missing or not writable'],
    do: [
      'Find the cause and mend it',
      '$ chatctl doctor service',
      'Then clear the counter and start it',
      '$ sudo systemctl reset-failed chatserver',
      '$ sudo systemctl restart chatserver',
    ],
  },
  'service-timeout': {
    title: 'The service did not start or stop in time',
    means: 'systemd waited for the server longer than TimeoutStartSec= or TimeoutStopSec= and ended it.',
    why: [
      'Type=notify without NotifyAccess=all: the word that it is ready does not reach systemd',
      'the machine is overloaded, or the disk does not answer',
      'the process hung',
    ],
    do: [
      'See how far it came',
      '$ journalctl -u chatserver -n 50 --no-pager',
      '$ systemctl show chatserver -p Type -p NotifyAccess -p TimeoutStartUSec',
    ],
  },
  'unit-not-prepared': {
    title: 'systemd lacked what the unit needs',
    means: 'The process was not even started (result "resources", "protocol" or a condition of the unit).',
    why: [
      'a file that the unit names is missing (EnvironmentFile=, PIDFile=)',
      'the machine has no memory or process slots left',
      'a Condition…= or ExecCondition= of the unit is not met',
    ],
    do: ['$ systemctl status chatserver --no-pager', '$ journalctl -u chatserver -b -n 50 --no-pager'],
  },
  watchdog: {
    title: 'The watchdog ended the server',
    means:
      'The unit has WatchdogSec=, and the server gave no sign of life for so long: systemd took it for hung, ended it, and starts it again if Restart= says so.',
    why: [
      'the process was stopped (SIGSTOP, Ctrl+Z, a debugger) or stood in a blocked disk',
      'the machine was asleep, or so overloaded that nothing ran',
      'the unit lacks NotifyAccess=all, so the signs of life do not arrive',
    ],
    do: [
      'See what happened before',
      '$ journalctl -u chatserver -n 50 --no-pager',
      '$ chatctl doctor host',
      '$ systemctl show chatserver -p WatchdogUSec -p NotifyAccess',
    ],
  },
  'process-stopped': {
    title: 'The server process is stopped',
    means: 'The process exists but does not run (state T): clients can connect and get no answer.',
    why: ['somebody pressed Ctrl+Z or sent SIGSTOP', 'a debugger holds it'],
    do: ['Let it go on', '$ sudo kill -CONT $(systemctl show chatserver -p MainPID --value)'],
  },
  'process-stuck': {
    title: 'The server process waits for a disk that does not answer',
    means:
      'The process is in uninterruptible sleep (state D): not even SIGKILL ends it before the device answers.',
    why: ['a network file system is gone', 'a disk is failing'],
    do: ['Look for the device', '$ dmesg | tail -20', '$ df -h', '$ chatctl doctor storage'],
  },
  hung: {
    title: 'The server runs but does not answer',
    means: 'The process is there and its control socket accepts, but no answer came in time.',
    why: [
      'it is busy: processor, disk or memory of the machine are at their end',
      'the process is stopped or waits for a dead disk',
      'a defect keeps it in a loop',
    ],
    do: [
      'See what the process is doing',
      '$ chatctl doctor service host',
      'If it stays so, restart it; users are disconnected',
      '$ sudo systemctl restart chatserver',
    ],
  },
  stalled: {
    title: 'The server did nothing for a while',
    means:
      'The whole process stood still for the time in the line and has gone on. No client was disconnected for it: the time does not count as silence.',
    why: [
      'the machine was asleep, or a virtual machine was paused',
      'the process was stopped',
      'memory was being swapped',
    ],
    do: ['If it comes again', '$ chatctl doctor host'],
  },
  'several-servers': {
    title: 'More than one chat server runs here',
    means:
      'Two servers on one machine need their own port and their own data folder; on the same folder the second one is refused.',
    why: ['one was started by hand beside the service', 'an old one never ended'],
    do: [
      'See all of them',
      '$ chatctl ports',
      'End the one that is too much, or say which one is meant',
      '$ chatctl shutdown --config /opt/chatserver/config.json',
    ],
  },
  'old-python-server': {
    title: 'The old Python server is running',
    means:
      'A process with Server.py is there. It may hold the port and rewrites the same ban and mute lists.',
    why: [
      'it was not stopped and disabled when chatctl took over',
      'its shutdown hung, which it is known for',
    ],
    do: [
      'See it',
      '$ chatctl ports {{port}}',
      'Stop it; users are disconnected',
      '$ chatctl ports --free-up {{port}}',
      'The ways of both side by side: docs/from-python.md',
    ],
  },
} satisfies TopicTexts
