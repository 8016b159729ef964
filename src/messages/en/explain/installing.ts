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
  'migration-refused': {
    title: 'The way from the Python server did not begin',
    means: 'Something had to be clear first. Nothing was changed, and the Python server was not touched.',
    why: [
      'the folder that was named holds no Server.py, or this user may not look into it',
      'the configuration has errors that nobody but you can mend',
      "the Python server belongs to a user's own systemd",
      'another configuration or service is already in the place of the new one',
    ],
    do: ['See what would be done', '$ chatctl migrate /opt/chatserver --dry-run', '$ chatctl config check'],
  },
  'migration-undone': {
    title: 'The way from the Python server was not finished',
    means:
      'A step failed, the new server did not answer, or somebody stopped it. The Python server is brought back by itself; after a kill or a power cut one command does that.',
    why: ['a full disk', 'another program holds the port', 'the machine went down in the middle'],
    do: [
      'See which server runs',
      '$ chatctl service status',
      'Put the old state back, as often as you like',
      '$ sudo chatctl migrate --back',
      'The copies of all files are in /var/lib/chatctl/migrations',
    ],
  },
} satisfies TopicTexts
