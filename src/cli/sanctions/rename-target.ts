import type { ControlMethods } from '../../control/methods.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { t } from '../../messages/index.ts'
import { author } from '../author.ts'
import { escapeForTerminal } from '../escape.ts'
import { resolveTarget } from '../targets/resolve.ts'
import type { Caller } from './lists.ts'

/**
 * Renames whoever is connected from an address, or bears a name.
 *
 * @throws ChatctlError as `resolveTarget`; `cli/range-not-allowed`
 */
export async function renameTarget(
  typed: string,
  name: string,
  server: Caller,
): Promise<ControlMethods['rename']['result']> {
  const { address, called, target } = resolveTarget(typed, await server.call('users', {}))
  if (target.kind === 'range') throw new ChatctlError('cli/range-not-allowed', { address })
  return await server.call('rename', {
    address,
    ...(called !== undefined && { called }),
    name,
    by: author(),
  })
}

/** The old and new names, or that nobody was there. */
export function renamedScreen(typed: string, renamed: ControlMethods['rename']['result']['renamed']): string {
  if (renamed.length === 0) return t('commands.renamedNobody', { address: escapeForTerminal(typed) })
  return renamed
    .map(({ from, to }) =>
      t('commands.renamed', { from: escapeForTerminal(from), to: escapeForTerminal(to) }),
    )
    .join('\n')
}
