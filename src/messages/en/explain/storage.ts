import type { TopicTexts } from '../../topic-texts.ts'

/** Files, folders, disks and the log. */
export const storage = {
  'folder-missing': {
    title: 'A file or folder does not exist (ENOENT, FileNotFoundError)',
    means: 'A path that the server needs is not there. The guide: problem 2, error 2, the log folder.',
    why: [
      'the log or data folder was never made',
      'a typing error in a path of config.json',
      'a relative path counts from the folder of config.json',
    ],
    do: [
      'Make it, with the right owner',
      '$ chatctl doctor --fix storage/folder-missing',
      'Or by hand',
      '$ sudo mkdir -p /var/log/chatserver',
      '$ sudo chown chatserver:chatserver /var/log/chatserver',
      '$ sudo chmod 750 /var/log/chatserver',
    ],
  },
  'no-permission': {
    title: 'No permission (EACCES, EPERM, PermissionError)',
    means:
      'The user of the server may not do that with the file, folder or port. The guide: problem 1, cause 3.',
    why: [
      'a file or folder belongs to root, because something was started with sudo once',
      'the mode of a folder above it keeps the user out',
      'a port below 1024',
      'the sandbox of the unit (ProtectSystem=, ReadWritePaths=)',
    ],
    do: [
      'See what exactly, as the service user sees it',
      '$ chatctl doctor storage',
      'Set owner and modes',
      '$ chatctl doctor --fix storage/wrong-owner storage/wrong-mode',
      'Or by hand',
      '$ sudo chown -R chatserver:chatserver /opt/chatserver /var/log/chatserver',
      '$ sudo chmod 750 /opt/chatserver /var/log/chatserver',
    ],
  },
  'disk-full': {
    title: 'The disk is full (ENOSPC)',
    means:
      'No room is left on the file system, or no inodes. The chat goes on; the log, new bans and uploads do not reach the disk.',
    why: [
      'log files (guide: problem 11)',
      'a deleted log that a process still holds open',
      'uploads, backups, other programs',
      'many small files have used up the inodes',
    ],
    do: [
      'What fills it',
      '$ chatctl doctor storage',
      '$ df -h',
      '$ df -i',
      '$ sudo du -xh / --max-depth=2 | sort -h | tail',
      'Shrink the log; a compressed copy is kept',
      '$ chatctl doctor --fix storage/log-too-big',
    ],
  },
  'read-only': {
    title: 'The file system is read-only (EROFS)',
    means: 'Nothing can be written there.',
    why: [
      'the kernel made it read-only after disk errors',
      'ProtectSystem=strict in the unit without ReadWritePaths=',
      'it is mounted so (container, snapshot)',
    ],
    do: [
      '$ findmnt -T /opt/chatserver',
      "$ dmesg | grep -iE 'i/o error|remount' | tail",
      '$ systemctl show chatserver -p ReadWritePaths -p ProtectSystem',
    ],
  },
  'io-error': {
    title: 'The disk reports an error (EIO)',
    means: 'Reading or writing failed in the device. Save what you have.',
    why: ['a failing disk', 'a network file system that is gone'],
    do: ['$ dmesg | tail -30', '$ sudo smartctl -H /dev/sda'],
  },
  'wrong-kind-of-file': {
    title: 'A folder is where a file should be, or the other way round (EISDIR, ENOTDIR)',
    means: 'A path in config.json leads to something of another kind.',
    why: ['logging.file names a folder', 'a part of the path is a file'],
    do: ['$ chatctl config check', '$ ls -ld /var/log/chatserver /var/log/chatserver/server.log'],
  },
  'log-too-big': {
    title: 'The log files are too big (guide: problem 11)',
    means: 'The log takes much of the disk, or grows without being rotated.',
    why: [
      'logging.max_bytes or logging.backup_count is 0 or very large',
      'the level is DEBUG',
      'rotation fails: a folder that may not be written',
    ],
    do: [
      'Shrink it now; a compressed copy is kept',
      '$ chatctl doctor --fix storage/log-too-big',
      'Rotate',
      '$ chatctl config set logging.max_bytes 10485760',
      '$ chatctl config set logging.backup_count 3',
      'Write less',
      '$ chatctl loglevel WARNING',
    ],
  },
  'log-deleted-open': {
    title: 'A deleted log still takes room',
    means:
      'The file was removed while a process writes into it: it has no name any more, and its room comes back only when that process closes it.',
    why: ['rm on the log instead of truncating it', 'logrotate without telling the server (SIGUSR2)'],
    do: [
      'chatctl opens it anew by itself; for others',
      '$ sudo kill -USR2 $(systemctl show chatserver -p MainPID --value)',
      '$ sudo lsof +L1',
    ],
  },
  'log-write-failed': {
    title: 'The log cannot be written',
    means:
      'The chat goes on. The newest lines wait in memory and are written when it works again; if that takes long, the oldest of them are lost and counted.',
    why: [
      'the disk is full (ENOSPC)',
      'the folder was removed, or belongs to another user',
      'the file system became read-only',
    ],
    do: ['How many lines, and why', '$ chatctl status', '$ chatctl doctor storage', '$ df -h'],
  },
  'log-recovered': {
    title: 'The log can be written again',
    means: 'The trouble with the log is over. The number says how many lines were lost in between.',
    why: [],
    do: ['$ chatctl status'],
  },
  'log-not-rotated': {
    title: 'The log cannot be rotated',
    means: 'The file cannot be renamed, so it keeps growing. Nothing is lost.',
    why: [
      'the service user may not write into the folder, only into the file',
      'a file of that name belongs to another user',
    ],
    do: ['$ ls -la /var/log/chatserver', '$ chatctl doctor --fix storage/wrong-owner'],
  },
  'log-reopened': {
    title: 'The log file was opened anew',
    means: 'Somebody asked for it (SIGUSR2, as logrotate does): the old file can be compressed or removed.',
    why: [],
    do: [],
  },
} satisfies TopicTexts
