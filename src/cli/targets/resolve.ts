import { closest, distance } from 'fastest-levenshtein'
import type { UserInfo } from '../../control/methods.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { t } from '../../messages/index.ts'
import { escapeForTerminal } from '../escape.ts'
import { covers } from './covers.ts'
import { type Place, parseTarget } from './target.ts'

/** A target as the daemon takes it, and whom it hits at this moment. */
export interface Resolved {
  /** Address or CIDR range. */
  readonly address: string
  readonly target: Place
  /** The name, where one was typed. */
  readonly called?: string
  readonly hits: readonly UserInfo[]
}

/**
 * Turns what was typed into an address or range. Names are compared exactly.
 *
 * @throws ChatctlError `cli/no-such-user`; `cli/name-not-unique` where several addresses use the name (the v6 rules let
 * them), because hitting the wrong one cannot be taken back
 */
export function resolveTarget(typed: string, users: readonly UserInfo[]): Resolved {
  const target = parseTarget(typed)
  if (target.kind !== 'name') {
    return { address: target.address, target, hits: users.filter((user) => covers(target, user.ip)) }
  }
  const addresses = [...new Set(users.filter(({ name }) => name === target.name).map(({ ip }) => ip))]
  const [address] = addresses
  if (address === undefined) throw noSuchUser(target.name, users)
  if (addresses.length > 1) {
    throw new ChatctlError('cli/name-not-unique', {
      name: escapeForTerminal(target.name),
      addresses: addresses.join(', '),
    })
  }
  return { ...resolveTarget(address, users), called: target.name }
}

function noSuchUser(name: string, users: readonly UserInfo[]): ChatctlError {
  const names = users.flatMap((user) => user.name ?? [])
  const nearest = names.length > 0 ? closest(name, names) : ''
  const alike = nearest !== '' && distance(name, nearest) <= Math.max(2, name.length / 3)
  const hint = alike
    ? t('commands.didYouMean', { names: escapeForTerminal(nearest) })
    : t('commands.seeUsers')
  return new ChatctlError('cli/no-such-user', { name: escapeForTerminal(name), hint })
}
