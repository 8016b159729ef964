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
  const aboutFlag = problemOfFlag(message) ?? problemOfNumber(message)
  if (aboutFlag !== undefined) return aboutFlag
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

/** What stands behind a flag is missing, or is there twice. */
function problemOfFlag(message: string): string | undefined {
  const [, flag, complaint, options] =
    /^Flag (--\S+) (expects a value|expects one of these values: |can only be specified once)([^\n]*)$/.exec(
      message,
    ) ?? []
  if (flag === undefined) return undefined
  if (complaint?.startsWith('can only')) return t('cli.usage.once', { flag })
  return options ? t('cli.usage.noChoice', { flag, options }) : t('cli.usage.noValue', { flag })
}

/** What is no whole number, or one beyond a limit; the parser does not say which argument of a command it is. */
function problemOfNumber(message: string): string | undefined {
  const [, flag, relation, limit = '', value] =
    /^(?:Parsing (--\S+) \s*)?Expected an integer(?: (greater|less) than or equal to (-?\d+))? but received: ([^\n]*)/.exec(
      message,
    ) ?? []
  if (value === undefined) return undefined
  const typed = flag === undefined ? `"${value}"` : `${flag} ${value}`
  if (relation === 'greater') return t('cli.usage.atLeast', { typed, limit })
  return relation === 'less' ? t('cli.usage.atMost', { typed, limit }) : t('cli.usage.noNumber', { typed })
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
