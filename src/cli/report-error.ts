import chalk from 'chalk'
import { ChatctlError } from '../errors/chatctl-error.ts'
import { t } from '../messages/index.ts'

/**
 * Prints a {@link ChatctlError} on one line of standard error, what to do included, and sets the exit code of its id.
 *
 * @returns false for any other error: those are oclif's (usage) or ours to mend (a stack trace is wanted)
 */
export function reportError(error: unknown): boolean {
  if (!(error instanceof ChatctlError)) return false
  const what = `${chalk.red(t('cli.error', { what: error.message }))} ${chalk.dim(`[${error.id}]`)}`
  process.stderr.write(`${what} ${t('cli.fix', { fix: chalk.bold(error.fix) })}\n`)
  process.exitCode = error.exitCode
  return true
}
