import type { console as texts } from '../../messages/en/explain/console.ts'
import type { Topics } from '../topic.ts'

export const console: Topics<typeof texts> = {
  'console-no-answer': {
    problems: ['10', '10.1', '10.2'],
    proof: ['chat/console-locked', 'service/hung', 'service/old-server'],
    see: ['console-locked', 'hung', 'wrong-password'],
  },
  'console-prompt': {
    console: ['passwordNeeded', 'askPassword', 'ready', 'helpTitle'],
    messages: ['console.left'],
  },
  'console-command-wrong': {
    console: ['unknownCommand', 'addressNotFound', 'renameFormat'],
    messages: [
      'console.newNameMissing',
      'console.oneAddress',
      'commands.kickedNobody',
      'commands.renamedNobody',
    ],
  },
  'console-command-failed': {
    events: ['admin/command-failed', 'admin/kick-failed', 'admin/ban-failed', 'admin/rename-failed'],
    console: ['failed'],
    proof: ['storage/not-writable', 'storage/disk-full'],
    quotes: true,
  },
  'console-done': {
    console: [
      'cleared',
      'online',
      'onlineUser',
      'banlist',
      'mutelist',
      'emptyList',
      'files',
      'file',
      'noFiles',
      'panel',
    ],
  },
}
