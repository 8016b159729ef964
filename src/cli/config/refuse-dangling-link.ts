import { shellWord } from '../../doctor/commands.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { danglingLink } from '../../store/dangling-link.ts'
import { commandLine } from './command-line.ts'

/**
 * "There is no such file" and "it is there already" are both wrong for a link that leads nowhere, and neither helps.
 *
 * @throws ChatctlError `config/dangling-link`
 */
export async function refuseDanglingLink(path: string): Promise<void> {
  const to = await danglingLink(path)
  if (to === null) return
  throw new ChatctlError('config/dangling-link', {
    path,
    to,
    remove: `rm ${shellWord(path)}`,
    init: commandLine(['config', 'init', to], null),
  })
}
