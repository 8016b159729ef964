import { chalkStderr as chalk } from 'chalk'
import { ChatctlError } from '../errors/chatctl-error.ts'
import { journalHere } from '../logging/journal/journal.ts'
import { t } from '../messages/index.ts'
import { escapeLines } from './escape.ts'
import { aboutSameServer } from './same-server.ts'

/**
 * Prints a {@link ChatctlError} on one line of standard error, what to do included, and sets the exit code of its id. Where
 * that goes to the system's journal, the line becomes an entry that `journalctl -x` explains.
 *
 * @returns false for any other error: those are oclif's (usage) or ours to mend (a stack trace is wanted)
 */
export function reportError(error: unknown): boolean {
  if (!(error instanceof ChatctlError)) return false
  process.exitCode = error.exitCode
  // Both quote what was typed, or what lies in files: no caller has to think of it.
  const [message, fix] = [escapeLines(error.message), escapeLines(aboutSameServer(error.fix))]
  const said = `${t('cli.error', { what: message })} [${error.id}] ${t('cli.fix', { fix })}`
  const entry = { kind: 'error', id: error.id, level: 'ERROR', message: said } as const
  if (journalHere(process.env)?.sendNow(entry)) return true
  const what = `${chalk.red(t('cli.error', { what: message }))} ${chalk.dim(`[${error.id}]`)}`
  process.stderr.write(`${what} ${t('cli.fix', { fix: chalk.bold(fix) })}\n`)
  return true
}
