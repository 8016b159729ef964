import { ChatctlError } from '../../errors/chatctl-error.ts'
import { t } from '../../messages/index.ts'
import { CONSOLE_TEXTS } from '../../protocol/console-texts.ts'
import { escapeForTerminal } from '../escape.ts'
import { runLine } from './commands.ts'
import type { LineScreen } from './line-screen.ts'
import type { ConsoleSession } from './session.ts'

/**
 * Runs the lines one after the other. A command that fails says so, and the console goes on.
 *
 * @returns why it ended; null at the end of the input
 */
export async function readCommands(
  screen: LineScreen,
  session: ConsoleSession,
): Promise<'left' | 'shutdown' | null> {
  for (let line = await screen.next(); line !== null; line = await screen.next()) {
    try {
      const after = await runLine(session, line)
      if (after === 'shutdown') return 'shutdown'
      if (after === 'leave') {
        screen.print(t('console.left'))
        return 'left'
      }
    } catch (error) {
      screen.print(...failure(error))
    }
  }
  return null
}

function failure(error: unknown): string[] {
  const line = CONSOLE_TEXTS.failed(escapeForTerminal(error instanceof Error ? error.message : String(error)))
  return error instanceof ChatctlError ? [line, t('cli.fix', { fix: escapeForTerminal(error.fix) })] : [line]
}
