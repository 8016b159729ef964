import type { TopicTexts } from '../../topic-texts.ts'

/** Making the server a service. */
export const installing = {
  'no-systemd': {
    title: 'There is no systemd to talk to',
    means:
      'The service manager that starts the server at boot and brings it back after a crash does not run here, or does not listen to this user.',
    why: [
      'this is a container, whose first process is something else',
      'another init system manages this machine',
      'for --user: this shell was opened with su or sudo, so it has no session of its own',
    ],
    do: [
      'In a container the server is the command itself',
      '$ chatctl serve',
      'For macOS or Windows print a service file',
      '$ chatctl service install --platform launchd',
      'For a service of one user let his systemd run without a login',
      '$ sudo loginctl enable-linger "$USER"',
    ],
  },
  'installation-refused': {
    title: 'The service command did not begin',
    means: 'Something had to be clear first. Nothing was changed.',
    why: [
      'it needs root: the message has the command with sudo',
      'a file is in the way that chatctl did not write; it is only replaced with --force, and kept beside',
      'the program runs from its sources and was never built',
      'another service command is still at work',
    ],
    do: ['See what would be done', '$ chatctl service install --dry-run', '$ chatctl service status'],
  },
  'installation-undone': {
    title: 'A service command failed on its way',
    means:
      'A step failed, or somebody pressed Ctrl+C. What had been done before was taken back; the message says whether all of it could be.',
    why: ['a full disk', 'a folder that is read-only or a mount of its own', 'systemd refused the unit'],
    do: [
      'See how things stand',
      '$ chatctl service status',
      '$ df -h /etc /opt /var/log',
      'The same command again goes on where something is missing',
      '$ sudo chatctl service install',
    ],
  },
} satisfies TopicTexts
