import type { TopicTexts } from '../../topic-texts.ts'

/** The control socket between the commands and the running server. */
export const control = {
  'control-socket-gone': {
    title: 'The control socket of the running server is missing',
    means:
      'The server serves its clients, but the commands cannot reach it: the file of its control socket was removed.',
    why: [
      'a clean-up of /tmp or /run deleted it',
      'the data folder was moved or replaced while the server ran',
    ],
    do: [
      'Only a restart brings it back; users are disconnected',
      '$ sudo systemctl restart chatserver',
      'Keep it where nothing tidies up: server.control_socket in config.json',
    ],
  },
  'control-socket-stale': {
    title: 'A control socket without a server',
    means: 'The file is there but nobody listens on it: the server that made it ended without tidying up.',
    why: ['it was killed (SIGKILL, out of memory) or the power went off'],
    do: [
      'The next start replaces it',
      '$ sudo systemctl start chatserver',
      'See why the last one ended',
      '$ chatctl doctor service',
    ],
  },
  'control-socket-refused': {
    title: 'The control socket cannot be made there',
    means:
      'The path for the control socket is too long, or its folder belongs to others or cannot be written, so the server does not start with it.',
    why: [
      'a long data folder: a socket path may have about 100 bytes',
      'the folder may be written by other users, which would let them pose as the server',
    ],
    do: [
      'Set server.control_socket in config.json to a short path in a folder of the service user',
      '$ chatctl config check',
    ],
  },
  'control-denied': {
    title: 'This user may not talk to the server',
    means:
      'Only the user who runs the server, and root, may open its control socket. The server itself is well.',
    why: ['you are logged in as another user than the service'],
    do: ['Run the same command as the service user', '$ sudo -u chatserver chatctl status'],
  },
  'control-protocol': {
    title: 'The command and the server did not understand each other',
    means: 'The control socket answered, but not with what was asked for.',
    why: [
      'the running server is older or newer than the chatctl that you typed: it was upgraded without a restart',
      'a program of your own sends something else than docs/control-socket.md says',
      'too many followers (consoles, monitors) are connected',
    ],
    do: [
      'Compare the versions',
      '$ chatctl --version',
      '$ chatctl status',
      'If they differ, restart the server',
      '$ sudo systemctl restart chatserver',
    ],
  },
  'control-interrupted': {
    title: 'The server did not finish the command',
    means: 'The control connection ended, or the command failed inside the server; its log has the details.',
    why: [
      'the server ended at that moment',
      'a defect in the server: the log then has a line control/failed',
    ],
    do: ['Is it running?', '$ chatctl status', 'What it wrote', '$ chatctl logs --event control/failed -n 5'],
  },
  'canary-came': {
    title: 'A test of the chat came in',
    means:
      'chatctl on this machine asked for a token and sent two clients, which say something to each other to see whether it is heard. Users do not notice them, and they take no place.',
    why: [],
    do: ['See for yourself', '$ chatctl ping'],
  },
  'control-ready': {
    title: 'The control socket is open',
    means:
      'A normal line of the start: from now on chatctl status and the other commands can reach the server.',
    why: [],
    do: ['$ chatctl status'],
  },
} satisfies TopicTexts
