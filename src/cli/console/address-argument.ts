import type { UserInfo } from '../../control/methods.ts'
import { type Resolved, resolveTarget } from '../targets/resolve.ts'
import { type Risk, risksOf } from '../targets/risks.ts'
import { parseTarget } from '../targets/target.ts'
import type { ThisHost } from '../targets/this-host.ts'

/** What follows a command word that takes an address. */
export interface AddressArgument {
  /** The first word; the original looks at nothing else. */
  readonly first: string
  /** The argument without a final `--yes`. */
  readonly whole: string
  readonly yes: boolean
}

/** @example addressArgument('10.0.0.0/8 --yes') // { first: '10.0.0.0/8', whole: '10.0.0.0/8', yes: true } */
export function addressArgument(argument: string): AddressArgument {
  const [, whole = '', yes] = /^(.*?)(\s+--yes)?$/s.exec(argument.trim()) ?? []
  return { first: whole.split(/\s+/)[0] ?? '', whole, yes: yes !== undefined }
}

/**
 * The address or range that an operator means: the first word if it is one, else a name, which may contain blanks.
 *
 * @throws ChatctlError as {@link resolveTarget}
 */
export function resolveArgument({ first, whole }: AddressArgument, users: readonly UserInfo[]): Resolved {
  if (parseTarget(first).kind !== 'name') return resolveTarget(first, users)
  return resolveTarget(users.some(({ name }) => name === whole) ? whole : first, users)
}

/**
 * Why a ban or mute typed into the console needs `--yes`. A single address that was typed out is taken at its word, as
 * the original did, unless it is where this SSH session comes from.
 */
export function consoleRisks({ first, yes }: AddressArgument, resolved: Resolved, host: ThisHost): Risk[] {
  if (yes) return []
  const risks = risksOf(resolved, host)
  return parseTarget(first).kind === 'address' ? risks.filter((risk) => risk === 'sshSession') : risks
}
