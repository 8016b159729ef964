import type { Hook } from '@oclif/core/hooks'
import { ChatctlError } from '../errors/chatctl-error.ts'
import { EXIT } from '../errors/ids.ts'
import { t } from '../messages/index.ts'
import { escapeForTerminal } from './escape.ts'
import { nearest } from './nearest.ts'
import { reportError } from './report-error.ts'

/** oclif's hook for a word that is no command: says so, and names the nearest one. */
const hook: Hook.CommandNotFound = async ({ id, config }) => {
  const typed = id.replaceAll(':', ' ')
  const names = config.commandIDs.map((known) => known.replaceAll(':', ' '))
  const begun = names.filter((name) => typed.startsWith(`${name} `)).sort((a, b) => b.length - a.length)[0]
  if (begun !== undefined && !names.some((name) => name.startsWith(`${begun} `))) {
    reportError(tooManyWords(begun, typed.slice(begun.length + 1)))
    return
  }
  process.stderr.write(`${t('cli.unknownCommand', { id: escapeForTerminal(typed) })}\n`)
  const meant = nearest(typed, names)
  if (meant !== undefined)
    process.stderr.write(`${t('cli.didYouMean', { candidates: `chatctl ${meant}` })}\n`)
  process.stderr.write(`${t('cli.seeHelp')}\n`)
  process.exitCode = EXIT.configuration
}

/** What was typed behind `passwd` is a password, and others may see the screen. */
function tooManyWords(command: string, words: string): ChatctlError {
  const problem =
    command === 'passwd'
      ? t('cli.usage.noPassword')
      : t('cli.usage.unexpected', { words: escapeForTerminal(words) })
  return new ChatctlError('cli/usage', { problem, command })
}

export default hook
