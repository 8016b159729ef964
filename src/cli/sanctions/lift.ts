import type { Sanction, SanctionKind } from '../../control/methods.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { t } from '../../messages/index.ts'
import { escapeForTerminal } from '../escape.ts'
import { covers } from '../targets/covers.ts'
import { resolveTarget } from '../targets/resolve.ts'
import { parseTarget } from '../targets/target.ts'
import type { Lists } from './lists.ts'

/** What a lifting did, and the ranges that still cover the address. */
export interface Lifted {
  readonly address: string
  readonly removed: readonly Sanction[]
  readonly stillCoveredBy: readonly string[]
}

/**
 * Lifts a ban or a mute.
 *
 * @param typed  address, range, name of somebody online, or an entry of the list exactly as it stands there (people
 * write odd things into it by hand)
 * @throws ChatctlError as {@link resolveTarget}, `cli/name-needs-server`, and what the lists throw
 */
export async function lift(kind: SanctionKind, typed: string, lists: Lists, by: string): Promise<Lifted> {
  const address = await addressFor(kind, typed, lists)
  const removed = await lists.remove(kind, address, by)
  const target = parseTarget(address)
  const left = target.kind === 'address' ? await lists.entries(kind) : []
  const covering = left.filter((entry) => covers(parseTarget(entry.address), address))
  return { address, removed, stillCoveredBy: covering.map((entry) => entry.address) }
}

/** The result as sentences. */
export function liftedScreen(kind: SanctionKind, { address, removed, stillCoveredBy }: Lifted): string {
  const lines =
    removed.length > 0
      ? removed.map((entry) => t(`commands.${kind}.lifted`, { address: escapeForTerminal(entry.address) }))
      : [t(`commands.${kind}.notListed`, { address: escapeForTerminal(address) })]
  const covered = stillCoveredBy.map((range) =>
    t(`commands.${kind}.stillCovered`, { range: escapeForTerminal(range) }),
  )
  return [...lines, ...covered].join('\n')
}

async function addressFor(kind: SanctionKind, typed: string, lists: Lists): Promise<string> {
  const target = parseTarget(typed)
  if (target.kind !== 'name') return target.address
  const entries = await lists.entries(kind)
  if (entries.some(({ address }) => address === typed)) return typed
  if (lists.offline) throw new ChatctlError('cli/name-needs-server', { name: escapeForTerminal(typed) })
  return resolveTarget(typed, await lists.users()).address
}
