import { createInterface } from 'node:readline'
import { ChatctlError } from '../errors/chatctl-error.ts'
import { t } from '../messages/index.ts'

/** A question that must be answered with yes before something is done. */
export interface Confirmation {
  /** What it is about, and why it is asked: for the refusal where nobody can be asked. */
  readonly address: string
  readonly why: string
  readonly question: string
}

/** Where questions go; both ends are null where no person sits at a terminal. */
export interface Asking {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
  readonly isTerminal: boolean
}

/** The terminal of this process; questions go to standard error, so that a pipe gets the result alone. */
export function askHere(): Asking {
  const isTerminal = process.stdin.isTTY === true && process.stderr.isTTY === true
  return { input: process.stdin, output: process.stderr, isTerminal }
}

/**
 * Asks y/N; anything but y or yes is a no, and so is the end of the input.
 *
 * @throws ChatctlError `cli/needs-yes` where nobody can be asked, `cli/declined` after a no
 */
export async function confirm({ address, why, question }: Confirmation, asking: Asking): Promise<void> {
  if (!asking.isTerminal) throw new ChatctlError('cli/needs-yes', { address, why })
  if ((await ask(question, asking)) !== 'yes') throw new ChatctlError('cli/declined')
}

/** Asks y/N at a terminal; `ended` where it was left by Ctrl+C or the end of the input. */
export async function ask(question: string, { input, output }: Asking): Promise<'yes' | 'no' | 'ended'> {
  const lines = createInterface({ input, output })
  const answer = await new Promise<string | null>((resolve) => {
    lines.once('close', () => resolve(null))
    lines.question(t('commands.ask', { question }), resolve)
  })
  lines.close()
  if (answer === null) {
    output.write('\n')
    return 'ended'
  }
  return /^(?:y|yes|是)$/i.test(answer.trim()) ? 'yes' : 'no'
}
