import type { Readable, Writable } from 'node:stream'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import type { Asking } from '../confirm.ts'
import { LineScreen } from '../console/line-screen.ts'

/**
 * Asks at a terminal for what must not be seen. Ctrl+C and the end of the input leave, with the terminal as it was.
 *
 * @param judge  throws at an answer after which the next question need not be asked
 * @throws ChatctlError `cli/interrupted`
 */
export async function askSecrets(
  questions: readonly string[],
  asking: Asking,
  judge: (answer: string) => void = () => {},
): Promise<string[]> {
  const screen = new LineScreen({
    input: asking.input as Readable,
    output: asking.output as Writable,
    isTerminal: true,
    complete: async (line) => [[], line],
    onInterrupt: () => screen.close(),
  })
  const answers: string[] = []
  try {
    for (const question of questions) {
      const answer = await screen.nextSecret(question)
      if (answer === null) throw new ChatctlError('cli/interrupted')
      judge(answer)
      answers.push(answer)
    }
  } finally {
    screen.close()
  }
  return answers
}
