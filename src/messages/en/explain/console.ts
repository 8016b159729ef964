import type { TopicTexts } from '../../topic-texts.ts'

/** The administration console and the lines that it answers with. */
export const console = {
  'console-no-answer': {
    title: 'The console does not answer (guide: problem 10)',
    means: 'Words typed at the console have no effect.',
    why: [
      'the password was not given yet, or the console is locked',
      'it is the console of the old server, which hangs for good after a rename or at the end of its input',
      'the server itself hangs',
    ],
    do: [
      'Leave it with Ctrl+C (chatctl console: the server runs on) and use the commands instead',
      '$ chatctl status',
      'If that hangs too',
      '$ chatctl doctor 10',
    ],
  },
  'console-prompt': {
    title: 'The console waits for you',
    means: 'A normal line of the console: it asks for the password, or is ready for commands.',
    why: [],
    do: ['The commands', '$ chatctl console', 'Each of them also works alone', '$ chatctl --help'],
  },
  'console-command-wrong': {
    title: 'The console did not understand the command',
    means: 'The word is unknown, or what it needs is missing: nothing was done.',
    why: ['a typing error', 'the address or name is missing', 'nobody is connected from that address'],
    do: ['Type help at the console. Who is online, with addresses', '$ chatctl users'],
  },
  'console-command-failed': {
    title: 'A command of the console failed',
    means: 'The command was understood, but carrying it out failed; the line says with what.',
    why: ['the list could not be written to disk', 'a defect in the server'],
    do: ['See what is not in order', '$ chatctl status', '$ chatctl doctor storage'],
  },
  'console-done': {
    title: 'The console did it',
    means: 'A normal answer: the command was carried out, or this is the list that was asked for.',
    why: [],
    do: [],
  },
} satisfies TopicTexts
