import { ChatctlError } from '../errors/chatctl-error.ts'
import { t } from '../messages/index.ts'
import { escapeForTerminal } from './escape.ts'

/** What oclif's parser says of a missing or wrong argument, which has no texts of its own in other languages. */
interface ParserError extends Error {
  readonly args?: readonly (string | { readonly name: string })[]
  readonly flags?: readonly string[]
}

/**
 * A command that was typed wrongly, as an error of ours: in the reader's language, on one line, with the page to read.
 *
 * @param command  id of the command, such as `ban`
 * @returns undefined for an error of any other sort
 */
export function usageError(error: Error, command: string): ChatctlError | undefined {
  const problem = problemOf(error)
  if (problem === undefined) return undefined
  return new ChatctlError('cli/usage', { problem: escapeForTerminal(problem), command }, { cause: error })
}

function problemOf({ args, flags, message }: ParserError): string | undefined {
  const isParsing = message.endsWith('\nSee more help with --help')
  if (isParsing && args !== undefined) {
    const missing = args.flatMap((arg) => (typeof arg === 'string' ? [] : arg.name.toUpperCase()))
    if (missing.length > 0) return t('cli.usage.missing', { names: missing.join(', ') })
    return t('cli.usage.unexpected', { words: args.join(' ') })
  }
  if (isParsing && flags !== undefined) return t('cli.usage.unknownFlag', { flags: flags.join(', ') })
  const [, flag] = /^Flag (--\S+) expects a value$/.exec(message) ?? []
  if (flag !== undefined) return t('cli.usage.noValue', { flag })
  const [, typed, options] = /^Expected (.+) to be one of: ([^\n]+)/.exec(message) ?? []
  if (typed !== undefined && options !== undefined) return t('cli.usage.oneOf', { typed, options })
  return isParsing ? message.slice(0, message.indexOf('\n')) : undefined
}
