import type { TopicTexts } from '../../topic-texts.ts'

/** What a command was given and could not take. */
export const typing = {
  'confirmation-needed': {
    title: 'The command wants to be confirmed',
    means:
      'What was asked for hits more than one user, this machine or your own session, so it is only done after a yes. Nothing was changed.',
    why: ['nobody can be asked: the command runs in a script or pipe', 'the question was answered with no'],
    do: ['If you mean it, the same command with --yes'],
  },
  'target-not-clear': {
    title: 'It is not clear whom the command means',
    means:
      'The name is not online, is online from several addresses, or cannot be looked up because the server is not running. Nothing was changed.',
    why: [
      'a typing error in the name',
      'several users share the name under the rules of v6',
      'the server is down',
    ],
    do: ['Names with their addresses', '$ chatctl users', 'Use the address instead of the name'],
  },
  'value-not-understood': {
    title: 'A value on the command line was not understood',
    means:
      'Addresses look like 192.168.1.9, 10.0.0.0/8 or 2001:db8::/32; lengths of time like 90s, 15m, 2h, 7d or 1w. Nothing was changed.',
    why: ['a typing error'],
    do: ['$ chatctl ban --help'],
  },
  'unknown-command': {
    title: 'There is no such command or flag',
    means: 'chatctl was called with a word or flag that it does not know. Nothing was done.',
    why: ['a typing error'],
    do: ['$ chatctl --help'],
  },
  'report-withheld': {
    title: 'A report was withheld because a secret was in it',
    means:
      'Before a report leaves, it is searched for every secret that chatctl knows of this machine, in many spellings. One was found, so nothing was written. The message says where and in which spelling, never the secret.',
    why: [
      'a secret stands in a place or a form that the redaction does not know',
      'the password is an ordinary word or name that occurs elsewhere, too',
    ],
    do: [
      'A report without log lines',
      '$ chatctl report --redact strict',
      'If the password is an ordinary word, take another one',
    ],
  },
  'report-not-written': {
    title: 'A report could not be written',
    means: 'The disk or the folder did not take the report. What is there is a part of it.',
    why: ['the disk is full', 'the folder does not exist or belongs to somebody else'],
    do: ['$ df -h', 'Write it to another place', '$ chatctl report --out /tmp/report.txt'],
  },
  'bundle-damaged': {
    title: 'A bundle is damaged, or no bundle',
    means:
      'The file is not a whole archive of chatctl report --bundle, or a file in it was changed: its checksum is another.',
    why: ['it was cut off while it was sent', 'it is some other archive', 'somebody edited a file in it'],
    do: ['Have it made and sent again', '$ chatctl report --bundle report.tar.gz'],
  },
  'internal-error': {
    title: 'An unexpected error',
    means: 'Something failed in a way that nobody foresaw, most likely a defect of chatctl.',
    why: [],
    do: ['Collect what is needed to report it', '$ chatctl report > diagnostic_report.txt'],
  },
} satisfies TopicTexts
