import type { ControlMethods, UserInfo } from '../../control/methods.ts'
import { t } from '../../messages/index.ts'
import { author } from '../author.ts'
import { confirm } from '../confirm.ts'
import { escapeForTerminal } from '../escape.ts'
import { whoScreen } from '../screens/users-screen.ts'
import { resolveTarget } from '../targets/resolve.ts'
import { whyRisky } from '../targets/risks.ts'
import type { Surroundings } from './impose.ts'
import type { Caller } from './lists.ts'

/**
 * Kicks whoever is connected from an address or a range, or bears a name; asks first where that is more than one
 * address, and for nothing else: the kicked may come back.
 *
 * @throws ChatctlError as `resolveTarget` and `confirm`
 */
export async function kickTarget(
  typed: string,
  server: Caller,
  { yes, asking }: Pick<Surroundings, 'yes' | 'asking'>,
): Promise<ControlMethods['kick']['result']> {
  const { address, called, hits } = resolveTarget(typed, await server.call('users', {}))
  if (!yes && new Set(hits.map(({ ip }) => ip)).size > 1) {
    const about = { address: escapeForTerminal(address), why: whyRisky(['several']) }
    await confirm({ ...about, question: t('commands.askKick', about) }, asking)
  }
  return await server.call('kick', { address, ...(called !== undefined && { called }), by: author() })
}

/** Who was kicked, or that nobody was there. */
export function kickedScreen(typed: string, kicked: readonly UserInfo[]): string {
  if (kicked.length === 0) return t('commands.kickedNobody', { address: escapeForTerminal(typed) })
  return t('commands.kicked', { who: whoScreen(kicked) })
}
