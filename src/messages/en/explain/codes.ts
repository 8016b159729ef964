import type { TopicTexts } from '../../topic-texts.ts'

/** Codes that have no page of their own. */
export const codes = {
  'other-errno': {
    title: 'An error of the operating system',
    means:
      'The system refused an operation. Nothing about this one is special for the chat server; the words beside the code say what it is.',
    why: ['see the path, address or operation that the message names'],
    do: [
      'Look whether doctor finds the cause',
      '$ chatctl doctor',
      'What the system says of the code',
      '$ man errno',
    ],
  },
  'other-signal': {
    title: 'A signal',
    means:
      'The chat server does nothing special on this signal; most signals end a process that does not treat them (exit code 128 + number).',
    why: ['somebody or something sent it: kill, the terminal, the kernel'],
    do: ['$ journalctl -u chatserver -n 50 --no-pager', '$ man 7 signal'],
  },
  'other-exit-code': {
    title: 'An exit code that chatctl does not use',
    means:
      'chatctl ends with 0, 1, 2, 3 or 143. Another number comes from the shell, from systemd or from another program.',
    why: [
      '128 and more: ended by the signal with the number above 128',
      '200 to 245: systemd could not prepare the process',
      '255: often ssh, or a program that ended with -1',
    ],
    do: [
      'systemd knows the names of its own',
      '$ systemd-analyze exit-status',
      '$ journalctl -u chatserver -n 50 --no-pager',
    ],
  },
  'other-node-code': {
    title: 'An error code of Node.js',
    means: 'The runtime of chatctl reported an error that chatctl did not expect, most likely a defect.',
    why: [],
    do: [
      'Collect what is needed to report it',
      '$ chatctl report > diagnostic_report.txt',
      'All codes: https://nodejs.org/api/errors.html',
    ],
  },
} satisfies TopicTexts
