import { ChatctlError } from '../errors/chatctl-error.ts'
import { EXIT } from '../errors/ids.ts'
import { t } from '../messages/index.ts'
import { escapeForTerminal } from './escape.ts'
import { nearest } from './nearest.ts'

/** What oclif's parser says of a missing or wrong argument, which has no texts of its own in other languages. */
interface ParserError extends Error {
  readonly args?: readonly (string | { readonly name: string })[]
  readonly flags?: readonly string[]
  /** What the command takes. */
  readonly parse?: {
    readonly input?: {
      readonly flags?: Readonly<
        Record<string, { readonly allowNo?: boolean; readonly options?: readonly string[] }>
      >
    }
  }
}

/**
 * A command that was typed wrongly, as an error of ours: in the reader's language, on one line, with the page to read.
 *
 * @param command  id of the command, such as `ban`
 * @returns undefined for an error of any other sort
 */
export function usageError(
  error: Error,
  command: string,
  exitCode: number = EXIT.configuration,
): ChatctlError | undefined {
  const problem = problemOf(error)
  if (problem === undefined) return undefined
  const values = { problem: escapeForTerminal(problem), command }
  return new ChatctlError('cli/usage', values, { cause: error }, exitCode)
}

function problemOf({ args, flags, parse, message }: ParserError): string | undefined {
  const isParsing = message.endsWith('\nSee more help with --help')
  if (isParsing && args !== undefined) {
    const missing = args.flatMap((arg) => (typeof arg === 'string' ? [] : arg.name.toUpperCase()))
    if (missing.length > 0) return t('cli.usage.missing', { names: missing.join(', ') })
    return t('cli.usage.unexpected', { words: args.join(' ') })
  }
  if (isParsing && flags !== undefined) return unknownFlags(flags, parse)
  const [, flag] = /^Flag (--\S+) expects a value$/.exec(message) ?? []
  if (flag !== undefined) return t('cli.usage.noValue', { flag })
  const [, typed, options] = /^Expected (.+) to be one of: ([^\n]+)/.exec(message) ?? []
  if (typed !== undefined && options !== undefined) {
    const meant = nearest(typed.replace(/^.*=/, ''), options.split(', '))
    return t('cli.usage.oneOf', { typed, options }) + didYouMean(meant)
  }
  if (!isParsing) return undefined
  const [, one, other] =
    /--([\w-]+)(?:=.*)? cannot also be provided when using --([\w-]+)/.exec(message) ?? []
  if (one !== undefined && other !== undefined) return t('cli.usage.notBoth', { one, other })
  const [, needy, needed] = /must be provided when using --([\w-]+): (.+)/.exec(message) ?? []
  if (needy !== undefined && needed !== undefined) return t('cli.usage.needs', { flag: needy, needed })
  return message.slice(0, message.lastIndexOf('\n')).replaceAll(/\s*\n\s*/g, ' ')
}

function unknownFlags(flags: readonly string[], parse: ParserError['parse']): string {
  const known = Object.entries(parse?.input?.flags ?? {}).flatMap(([name, { allowNo }]) => [
    `--${name}`,
    ...(allowNo === true ? [`--no-${name}`] : []),
  ])
  const meant = flags.flatMap((flag) => nearest(flag.replace(/=.*/, ''), [...known, '--help']) ?? [])
  return t('cli.usage.unknownFlag', { flags: flags.join(', ') }) + didYouMean(meant.join(', ') || undefined)
}

const didYouMean = (meant: string | undefined) =>
  meant === undefined ? '' : t('cli.usage.didYouMean', { candidates: meant })
