import type { Caller } from '../sanctions/lists.ts'
import { COMMAND_WORDS } from './help.ts'

/** Where the argument of a command comes from. */
const ARGUMENTS: Readonly<Record<string, 'users' | 'bans' | 'mutes'>> = {
  kick: 'users',
  ban: 'users',
  mute: 'users',
  rename: 'users',
  unban: 'bans',
  unmute: 'mutes',
}

/** Completes command words, and after them what the server knows: addresses and names, or entries of the lists. */
export async function complete(line: string, server: Caller): Promise<readonly [string[], string]> {
  const [, word = '', part] = /^\s*(\S*)(?:\s+(.*))?$/s.exec(line) ?? []
  if (part === undefined) return [starting(COMMAND_WORDS, word).map((found) => `${found} `), word]
  const source = ARGUMENTS[word.toLowerCase()]
  if (source === undefined) return [[], line]
  const known =
    source === 'users'
      ? (await server.call('users', {})).flatMap(({ name, ip }) => (name === null ? [ip] : [ip, name]))
      : (await server.call(source, {})).map(({ address }) => address)
  return [starting([...new Set(known)].sort(), part), part]
}

/** A candidate is typed into the line as it is, so what cannot be shown is not offered. */
function starting(candidates: readonly string[], part: string): string[] {
  return candidates.filter((found) => found.startsWith(part) && !/[\p{C}\p{Zl}\p{Zp}]/u.test(found))
}
