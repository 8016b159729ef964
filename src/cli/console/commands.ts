import { t } from '../../messages/index.ts'
import { CONSOLE_TEXTS } from '../../protocol/console-texts.ts'
import { helpPage } from './help.ts'
import { roomCommands } from './room-commands.ts'
import { sanctionCommands } from './sanction-commands.ts'
import type { AfterCommand, ConsoleCommand, ConsoleSession } from './session.ts'

const help: ConsoleCommand = {
  async run({ screen }) {
    screen.print(...helpPage())
    return 'go-on'
  },
}

const leave: ConsoleCommand = { run: async () => 'leave' }

const processCommands = {
  clear: {
    async run({ screen }) {
      screen.clear()
      screen.print(CONSOLE_TEXTS.cleared)
      return 'go-on'
    },
  },
  save: {
    async run({ backend, screen }) {
      await backend.call('save', {})
      screen.print(CONSOLE_TEXTS.saved)
      return 'go-on'
    },
  },
  reload: {
    async run({ backend, screen }) {
      try {
        const { applied, needRestart } = await backend.call('reload', {})
        const changed = applied.length + needRestart.length > 0
        screen.print(changed ? CONSOLE_TEXTS.reloaded : CONSOLE_TEXTS.reloadFailed)
        if (!changed) screen.print(t('console.unchanged'))
        if (needRestart.length > 0) {
          screen.print(t('console.needRestart', { keys: needRestart.join(', ') }))
        }
      } catch (error) {
        screen.print(CONSOLE_TEXTS.reloadFailed)
        throw error
      }
      return 'go-on'
    },
  },
  shutdown: {
    async run({ backend, screen, by }) {
      screen.print(CONSOLE_TEXTS.shuttingDown)
      await backend.call('shutdown', { by })
      return 'shutdown'
    },
  },
} as const satisfies Record<string, ConsoleCommand>

const COMMANDS: ReadonlyMap<string, ConsoleCommand> = new Map(
  Object.entries({
    help,
    '?': help,
    ...roomCommands,
    ...sanctionCommands,
    ...processCommands,
    exit: leave,
    quit: leave,
  }),
)

/** Runs one line as it was typed: the first word is the command in any case, the rest its argument (WIRE 11). */
export async function runLine(session: ConsoleSession, line: string): Promise<AfterCommand> {
  const [, word = '', argument = ''] = /^\s*(\S*)\s*(.*?)\s*$/s.exec(line) ?? []
  if (word === '') return 'go-on'
  const command = COMMANDS.get(word.toLowerCase())
  if (command === undefined || (command.needsArgument && argument === '')) {
    session.screen.print(CONSOLE_TEXTS.unknownCommand)
    return 'go-on'
  }
  return await command.run(session, argument)
}
