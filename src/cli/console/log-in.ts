import { CONSOLE_TEXTS } from '../../protocol/console-texts.ts'
import type { ConsoleBackend } from './backend.ts'
import type { LineScreen } from './line-screen.ts'

/**
 * The original's password dialogue (WIRE 11); the server checks and counts.
 *
 * @returns `open` when the console may be used
 */
export async function logIn(
  screen: LineScreen,
  backend: ConsoleBackend,
): Promise<'open' | 'locked' | 'end-of-input'> {
  let answer = await backend.call('login', {})
  if (answer.ok) return 'open'
  screen.print('', CONSOLE_TEXTS.passwordNeeded)
  while (!answer.locked) {
    const password = await screen.nextSecret(CONSOLE_TEXTS.askPassword)
    if (password === null) return 'end-of-input'
    answer = await backend.call('login', { password })
    if (answer.ok) {
      screen.print(CONSOLE_TEXTS.welcome)
      return 'open'
    }
    screen.print(CONSOLE_TEXTS.wrongPassword(answer.failures, answer.allowed))
  }
  screen.print(CONSOLE_TEXTS.locked)
  return 'locked'
}
