import type { Hook } from '@oclif/core/hooks'
import { closest, distance } from 'fastest-levenshtein'
import { EXIT } from '../errors/ids.ts'
import { t } from '../messages/index.ts'

/** oclif's hook for a word that is no command: says so, and names the nearest one. */
const hook: Hook.CommandNotFound = async ({ id, config }) => {
  const typed = id.replaceAll(':', ' ')
  const names = config.commandIDs.map((known) => known.replaceAll(':', ' '))
  process.stderr.write(`${t('cli.unknownCommand', { id: typed })}\n`)
  const nearest = names.length > 0 ? closest(typed, names) : ''
  if (nearest && distance(typed, nearest) <= Math.max(2, typed.length / 3)) {
    process.stderr.write(`${t('cli.didYouMean', { candidates: `chatctl ${nearest}` })}\n`)
  }
  process.stderr.write(`${t('cli.seeHelp')}\n`)
  process.exitCode = EXIT.configuration
}

export default hook
