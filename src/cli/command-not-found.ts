import type { Hook } from '@oclif/core/hooks'
import { EXIT } from '../errors/ids.ts'
import { t } from '../messages/index.ts'
import { escapeForTerminal } from './escape.ts'
import { nearest } from './nearest.ts'

/** oclif's hook for a word that is no command: says so, and names the nearest one. */
const hook: Hook.CommandNotFound = async ({ id, config }) => {
  const typed = id.replaceAll(':', ' ')
  const names = config.commandIDs.map((known) => known.replaceAll(':', ' '))
  process.stderr.write(`${t('cli.unknownCommand', { id: escapeForTerminal(typed) })}\n`)
  const meant = nearest(typed, names)
  if (meant !== undefined)
    process.stderr.write(`${t('cli.didYouMean', { candidates: `chatctl ${meant}` })}\n`)
  process.stderr.write(`${t('cli.seeHelp')}\n`)
  process.exitCode = EXIT.configuration
}

export default hook
