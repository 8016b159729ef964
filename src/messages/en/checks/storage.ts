/** Texts of the checks of this theme: `claim` is the healthy state. */
export const storage = {
  'storage/read-only': {
    claim: 'The disks that the server writes to can be written to',
    found: '{{mount}} is mounted read-only: the server cannot write to {{path}}',
    seen: '{{mount}} ({{type}}) is read-only',
    fix: 'find out why (a kernel that meets errors on a disk makes it read-only), then mount it writable again',
  },
  'storage/disk-full': {
    claim: 'There is room on the disks that the server writes to',
    found: 'The disk {{mount}} is full: logs, bans and uploads can no longer be saved',
    uploads: 'Uploads are refused: the disk {{mount}} has less room than files.min_free_bytes ({{limit}})',
    close: 'The disk {{mount}} is nearly full',
    seen: '{{free}} of {{total}} are free ({{percent}}% used)',
    log: "the server's log and its old parts take {{log}}",
    fix: 'see what takes the room, and make some',
  },
  'storage/inodes-full': {
    claim: 'The disks that the server writes to can take more files',
    found:
      'The disk {{mount}} has nearly no inodes left: soon no file can be made there, whatever room there is',
    seen: '{{free}} of {{total}} inodes are free',
    fix: 'find the folder with very many small files, and clear it',
  },
  'storage/folder-missing': {
    claim: 'The folders that the server writes to are there, or it can make them',
    'log-folder': 'The folder of the log is missing: {{path}}',
    'data-folder': 'The data folder is missing: {{path}}',
    'list-folder': 'The folder of a ban or mute list is missing: {{path}}',
    'runtime-folder': 'The folder of the control socket is missing: {{path}}',
    uploads: 'The folder of uploaded files is missing: uploads fail ({{path}})',
    gone: 'it was there when the server started',
    closed: 'the user {{user}} cannot make it in {{within}}',
    fix: 'make it, writable for the user {{user}}',
  },
  'storage/wrong-owner': {
    claim: 'What the server uses belongs to the user that it runs as',
    found: 'The server, which runs as {{user}}, may not use {{path}}: it belongs to {{owner}}',
    fix: 'give it to the user {{user}}',
  },
  'storage/wrong-mode': {
    claim: 'The modes of files and folders let the server use them',
    found: 'The server, which runs as {{user}}, may not use {{path}}, because of a mode',
    fix: 'set the mode to {{meant}}',
  },
  'storage/not-writable': {
    claim: 'Nothing else than owner and mode keeps the server from its files',
    found: 'The server, which runs as {{user}}, may not use {{path}}, though owner and mode are right',
  },
  'storage/log-deleted-open': {
    claim: 'No deleted file takes room because the server still has it open',
    found: '{{path}} was deleted, but the server (pid {{pid}}) still has it open: {{bytes}} are not free',
    seen: 'deleted and open in process {{pid}}: {{bytes}}',
    reopen: 'let the server open its log anew; users stay connected',
    empty: 'empty the deleted file; the server goes on',
    untold: 'The open files of the server may be seen by root and by its own user only.',
  },
  'storage/log-too-big': {
    claim: 'The log is no bigger than its settings allow',
    found: '{{path}} has {{bytes}}',
    share: 'The log and its old parts take {{total}}, more than a quarter of the disk',
    seen: '{{count}} files, {{total}} in all; logging.max_bytes: {{limit}}',
    fix: 'compress what is there, and start a new file',
  },
  'storage/log-not-rotated': {
    claim: 'Something keeps the log small',
    found: '{{key}} is 0 and logrotate does not know {{path}}: the log grows for ever',
    failed: 'The log could not be rotated ({{count}} times in the last day): {{path}} grows on',
    failure: '{{example}}',
    seen: '{{path}} has {{bytes}} now',
    fix: 'set {{key}} to its default',
  },
  'storage/disk-filling': {
    claim: 'The disk will not be full within a week',
    found: 'As the log grows now, the disk {{mount}} is full in {{days}} days',
    seen: 'the log grows by {{daily}} a day; {{free}} are free',
    fix: 'make room, or lower logging.level, logging.max_bytes or logging.backup_count',
  },
} as const
