import type { TopicTexts } from '../../topic-texts.ts'

/** The service that does not start, or not for long. */
export const starting = {
  'service-does-not-start': {
    title: 'The service does not start (guide: problem 1)',
    means: 'systemd tried to start the chat server, and it ended before it was ready.',
    why: [
      'another process holds the port',
      'config.json has an error',
      'the service user may not read or write what it needs',
      'a part of the program is missing',
    ],
    do: [
      'Let doctor name the cause',
      '$ chatctl doctor 1',
      'Or read what it said itself',
      '$ journalctl -u chatserver -n 50 --no-pager',
      'When it is mended, start it',
      '$ sudo systemctl reset-failed chatserver',
      '$ sudo systemctl restart chatserver',
    ],
  },
  'service-exits-at-once': {
    title: 'The service ends right after the start (guide: problem 2)',
    means:
      'The program started, met something it cannot work with, and ended with an exit code other than 0.',
    why: [
      'config.json cannot be used (exit code 2)',
      'the folder of the log or of the data is missing or not writable (exit code 1)',
      'the port is taken (exit code 1)',
    ],
    do: [
      'Let doctor name the cause',
      '$ chatctl doctor 2',
      'The last line that the server wrote says it too, with an id in square brackets',
      '$ journalctl -u chatserver -n 50 --no-pager',
      '$ chatctl explain THE-ID',
    ],
  },
  'general-failure': {
    title: 'Exit code 1: a general error',
    means: 'The program ended because of an error; the code alone does not say which one.',
    why: [
      'the port is taken, or the log or data folder cannot be written',
      'the server crashed (its log then ends with a CRITICAL line)',
      'for a chatctl command: it failed, and said why on standard error',
    ],
    do: [
      'Read the last lines; chatctl puts the id of an error in square brackets',
      '$ journalctl -u chatserver -n 50 --no-pager',
      'Let doctor look at everything',
      '$ chatctl doctor',
    ],
  },
  'start-failed': {
    title: 'The server could not start',
    means:
      'The start was given up, everything that had been opened was closed again. The line names the cause.',
    why: [
      'the port is taken (EADDRINUSE)',
      'the address in server.host does not belong to this machine (EADDRNOTAVAIL)',
      'a file or folder may not be read or written (EACCES)',
    ],
    do: ['Explain the cause that stands behind the colon, or let doctor look', '$ chatctl doctor 1'],
  },
  started: {
    title: 'The server is running',
    means: 'The normal lines of a start: the port is bound and clients can connect.',
    why: [],
    do: ['Nothing. How it is doing', '$ chatctl status'],
  },
} satisfies TopicTexts
