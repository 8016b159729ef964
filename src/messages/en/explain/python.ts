import type { TopicTexts } from '../../topic-texts.ts'

/** What the old Python server prints when it fails. */
export const python = {
  'python-exception': {
    title: 'An exception of the old Python server',
    means:
      'Python printed a traceback, or the old server logged the words of an exception. The last line names the kind and the cause.',
    why: [
      'a client sent something that the code does not expect: only that client is disconnected',
      'a value in config.json has a wrong type, which the old server only notices when it uses it',
    ],
    do: [
      'If it is about the configuration, chatctl says which key and line',
      '$ chatctl config check --config /opt/chatserver/config.json',
      'chatctl answers such clients without failing. Moving over: docs/from-python.md',
    ],
  },
  'python-v6-syntax': {
    title: 'The old server v6.0 does not start with any Python 3',
    means:
      "The published source is refused: SyntaxError, name 'server_running' is used prior to global declaration.",
    why: ['a defect of that version, not of your machine'],
    do: [
      'Run chatctl in its place, with the same configuration and the rules of v6: "compatibility": "v6" in the section server',
      '$ chatctl serve --config /opt/chatserver/config.json',
    ],
  },
  'python-console-ended': {
    title: 'The console of the old server lost its terminal',
    means:
      'Without a terminal (service, closed SSH session) its console ends with EOFError, or logs the same error in a loop and fills the disk. Ctrl+C ends it with "Fatal Python error".',
    why: ['it was started by systemd or with nohup'],
    do: ['chatctl needs no terminal, and its console can be opened at any time', '$ chatctl console'],
  },
  'python-memory': {
    title: 'MemoryError: Python got no more memory',
    means:
      'A packet or file was too large for the memory that is left. v6.0 has no limit for a packet: four bytes make it reserve up to 4 GB.',
    why: [
      'a large upload',
      'a program that is no chat client sent rubbish',
      'the machine is short of memory',
    ],
    do: ['$ free -h', '$ chatctl doctor 8'],
  },
} satisfies TopicTexts
