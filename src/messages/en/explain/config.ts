import type { TopicTexts } from '../../topic-texts.ts'

/** config.json: where it is, what is wrong with it, and when an edit counts. */
export const config = {
  'config-missing': {
    title: 'config.json was not found (guide: problem 2, error 1)',
    means:
      'No configuration file is where it was looked for. The server runs with its defaults: port 3000, 50 clients, no console password.',
    why: [
      'the service runs in another folder than you think',
      'the file was never made, or was renamed',
      '--config names another path',
    ],
    do: [
      'See where it is looked for and what is in force',
      '$ chatctl config check',
      '$ chatctl config show',
      'Write one with the defaults and a password',
      '$ chatctl config init /opt/chatserver/config.json',
    ],
  },
  'config-unreadable': {
    title: 'config.json is there but cannot be read',
    means: 'The file exists, but this user may not read it, or it is a folder, a FIFO or a device.',
    why: ['it belongs to root or has mode 600 for another user', 'the path in --config is that of a folder'],
    do: [
      '$ ls -la /opt/chatserver/config.json',
      'Let the service user read it, and nobody else',
      '$ sudo chown chatserver:chatserver /opt/chatserver/config.json',
      '$ sudo chmod 640 /opt/chatserver/config.json',
    ],
  },
  'config-encoding': {
    title: 'config.json is not plain UTF-8',
    means:
      'The file was saved in another encoding (GBK, UTF-16) or with a byte order mark. JSON has to be UTF-8 without one.',
    why: [
      'it was edited with Notepad or another Windows editor',
      'it came through a terminal or copy that changed the encoding',
    ],
    do: ['Let chatctl convert it; the old file is kept', '$ chatctl doctor --fix config/encoding'],
  },
  'config-syntax': {
    title: 'config.json is not valid JSON (guide: problem 1, cause 2)',
    means:
      'The text breaks the rules of JSON, so none of it can be used. At a start the server ends with exit code 2; a running one keeps the configuration it has.',
    why: [
      'a comma after the last entry, or none between two',
      'a comment: JSON has none',
      'a quote, } or ] is missing',
    ],
    do: [
      'See every error with its line and column',
      '$ chatctl config check',
      'Commas, comments and encoding can be mended by themselves',
      '$ chatctl doctor --fix config/syntax',
      'Then',
      '$ chatctl reload',
    ],
  },
  'config-values': {
    title: 'A setting in config.json has a wrong value',
    means:
      'A value has the wrong type ("3000" instead of 3000) or is outside of what is allowed. The original servers took it and failed later; chatctl says it at once.',
    why: [
      'a number or true/false written in quotes',
      'a number out of its range, such as a port above 65535',
      'a section where a text is expected',
    ],
    do: [
      'See the key, the line and what is expected',
      '$ chatctl config check',
      'Clear cases can be mended by themselves',
      '$ chatctl doctor --fix config/wrong-type',
      'Set one; what does not fit is refused',
      '$ chatctl config set server.port 3000',
    ],
  },
  'config-keys': {
    title: 'config.json has an unknown, doubled or missing key',
    means:
      'A key that is misspelt or in the wrong section has no effect, of two equal keys the last one counts, and for a missing one the default is used.',
    why: [
      'a typing error',
      'a key of another version',
      'a section that closes too late: the key stands inside another one',
    ],
    do: [
      'See each with its line, and what was probably meant',
      '$ chatctl config check',
      'After the edit',
      '$ chatctl reload',
    ],
  },
  'config-too-big': {
    title: 'config.json is too big or too deeply nested to be a configuration',
    means: 'The file was not read to its end, to keep memory safe. A configuration has a few kilobytes.',
    why: ['--config names another file, such as a log', 'a program wrote into it'],
    do: ['$ ls -l /opt/chatserver/config.json', '$ head -c 300 /opt/chatserver/config.json'],
  },
  'config-unusable': {
    title: 'The configuration cannot be used (exit code 2)',
    means:
      'chatctl read config.json, found errors and did not start. The guide: exit code 2, configuration error. (systemd shows it as status=2/INVALIDARGUMENT.)',
    why: [
      'invalid JSON',
      'a value of the wrong type or out of range',
      'the file is unreadable or not UTF-8',
      'for a chatctl command: a word or flag that does not exist',
    ],
    do: [
      'See every error with line and column',
      '$ chatctl config check',
      'Mend what can be mended by itself',
      '$ chatctl doctor --fix config',
      'Then',
      '$ sudo systemctl reset-failed chatserver',
      '$ sudo systemctl restart chatserver',
    ],
  },
  'config-warning': {
    title: 'Something in config.json has no effect or is risky',
    means:
      'The configuration is in force, but the line names a setting that does not do what its author expected.',
    why: ['an unknown or doubled key', 'a password in clear text'],
    do: ['$ chatctl config check'],
  },
  'config-reloaded': {
    title: 'The configuration was read again',
    means:
      'The edit of config.json is in force, except for what needs a restart; those keys are named in a line of their own.',
    why: ['the file changed', 'chatctl reload, the console or SIGHUP'],
    do: ['What is in force', '$ chatctl status'],
  },
  'config-not-reloaded': {
    title: 'The configuration could not be read again',
    means: 'The edit has errors. The running server keeps what it had, but the next start would fail.',
    why: ['invalid JSON or a wrong value', 'the file may no longer be read', 'the file was removed'],
    do: ['See what is wrong, mend it', '$ chatctl config check', 'Then', '$ chatctl reload'],
  },
  'config-needs-restart': {
    title: 'The running server has other settings than config.json',
    means:
      'Some keys (address, port, log file …) only count from the next start on; until then the server runs with the old ones.',
    why: ['config.json was edited after the start', 'an edit was refused because of an error'],
    do: [
      'See which keys, with both values',
      '$ chatctl config diff',
      'Take them over; users are disconnected',
      '$ sudo systemctl restart chatserver',
    ],
  },
  'config-not-changed': {
    title: 'A change of config.json was not made',
    means:
      'The file is whole and as it was. chatctl changes it as a whole or not at all, never beside another edit, and never puts one in the place of a file that is there.',
    why: [
      'the file is no JSON, so nothing in it can be found',
      'the new value would bring an error',
      'another command is changing it',
      'the disk is full or read-only',
    ],
    do: [
      'See what is wrong with it',
      '$ chatctl config check',
      'What is clearly meant is mended by',
      '$ chatctl doctor --fix config',
      'Whether there is room',
      '$ df -h /opt/chatserver',
    ],
  },
  'config-overridden': {
    title: 'A setting comes from elsewhere than config.json',
    means:
      'A flag such as --port or a variable such as CHATCTL_SERVER_PORT wins over the file, so an edit of the file has no effect on it.',
    why: ['Environment= in the unit', 'a variable of the shell, or a flag in ExecStart'],
    do: [
      'See where every setting comes from, in this shell and in the running server',
      '$ chatctl config show',
      '$ chatctl config diff',
      'And in the unit',
      '$ systemctl show chatserver -p Environment -p ExecStart',
    ],
  },
  'config-of-another-path': {
    title: 'The service reads another config.json than this shell',
    means: 'What you edit is not what the unit runs with.',
    why: ['the unit has another WorkingDirectory= or --config', 'several copies of the file exist'],
    do: [
      '$ systemctl show chatserver -p ExecStart -p WorkingDirectory',
      'Name the right one',
      '$ chatctl config check --config /opt/chatserver/config.json',
    ],
  },
  tls: {
    title: 'TLS: certificate, key or handshake',
    means:
      'The encrypted port cannot be served, or a client and the server could not agree on a secure connection.',
    why: [
      'the certificate or key is missing, unreadable, expired, or they do not belong together',
      'a client speaks plain TCP to the TLS port, or the other way round',
      'server.tls lacks one of port, cert and key',
    ],
    do: [
      'See the certificate and its last day',
      '$ openssl x509 -in cert.pem -noout -subject -enddate',
      'See what keeps the server from reading both, and what lets it',
      '$ chatctl doctor network/tls-certificate',
    ],
  },
} satisfies TopicTexts
