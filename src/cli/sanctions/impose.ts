import { homeNetwork } from '../../chat/address.ts'
import type { NewSanction, SanctionKind, SanctionResult, UserInfo } from '../../control/methods.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { t } from '../../messages/index.ts'
import { type Asking, confirm } from '../confirm.ts'
import { escapeForTerminal } from '../escape.ts'
import { whoScreen } from '../screens/users-screen.ts'
import { type Resolved, resolveTarget } from '../targets/resolve.ts'
import { risksOf, whyRisky } from '../targets/risks.ts'
import { parseTarget } from '../targets/target.ts'
import type { ThisHost } from '../targets/this-host.ts'
import type { Lists } from './lists.ts'

/** What surrounds an operator who bans or mutes. */
export interface Surroundings {
  readonly host: ThisHost
  readonly asking: Asking
  /** Says something beside the result. */
  readonly note: (text: string) => void
  /** `--yes`: nothing is asked. */
  readonly yes: boolean
}

/**
 * Bans or mutes: shows whom it hits now, asks where that is more than the operator may mean, then does it.
 *
 * @param typed  address, range or name
 * @throws ChatctlError as {@link resolveTarget} and {@link confirm}, `cli/name-needs-server`, and what the lists throw
 */
export async function impose(
  kind: SanctionKind,
  typed: string,
  wish: Omit<NewSanction, 'address'>,
  lists: Lists,
  around: Surroundings,
): Promise<SanctionResult> {
  const resolved = await resolve(typed, lists)
  if (!lists.offline) around.note(hitsScreen(kind, resolved.hits))
  const risks = risksOf(resolved, around.host)
  if (risks.length > 0 && !around.yes) {
    const about = { address: escapeForTerminal(resolved.address), why: whyRisky(risks) }
    const question = t(kind === 'ban' ? 'commands.askBan' : 'commands.askMute', about)
    await confirm({ ...about, question }, around.asking)
  }
  const result = await lists.add(kind, { address: resolved.address, ...wish })
  const network = homeNetwork(resolved.address)
  if (network !== undefined) around.note(t(`commands.${kind}.neighbours`, { network }))
  if (lists.offline) around.note(t('commands.offline'))
  return result
}

async function resolve(typed: string, lists: Lists): Promise<Resolved> {
  if (lists.offline && parseTarget(typed).kind === 'name') {
    throw new ChatctlError('cli/name-needs-server', { name: escapeForTerminal(typed) })
  }
  return resolveTarget(typed, await lists.users())
}

function hitsScreen(kind: SanctionKind, hits: readonly UserInfo[]): string {
  if (hits.length === 0) return t(`commands.${kind}.hitsNobody`)
  return t(`commands.${kind}.hits`, { who: whoScreen(hits) })
}
