import type { Facts } from '../facts/facts.ts'
import { typeUp } from './systemctl.ts'

/** Where every command looks without being told. */
const USUAL_CONFIG = '/opt/chatserver/config.json'

/** What a terminal would obey or not draw, so that the word could be neither read nor copied. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/**
 * A word as a shell takes it; with characters that cannot be seen as bash and zsh take it.
 *
 * @example shellWord('a b') // "'a b'"
 * @example shellWord('a\u001b[2J') // "$'a\\x1b[2J'"
 */
export function shellWord(word: string): string {
  const written = word.replaceAll(/[\\']/g, '\\$&').replace(UNSEEN, escapeOf)
  if (word.search(UNSEEN) >= 0) return `$'${written}'`
  return /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

function escapeOf(letter: string): string {
  const code = letter.codePointAt(0) ?? 0
  const hex = code.toString(16)
  if (code < 0x80) return `\\x${hex.padStart(2, '0')}`
  return code > 0xffff ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`
}

/** A user as `sudo -u` takes it: one without a name has a number, which wants a mark. */
export const accountWord = (user: string) => (/^\d+$/.test(user) ? `'#${user}'` : user)

/** `sudo ` where who asks must become somebody else to do what only root or the owner may. */
export function sudoFor(owner: string | null, { self }: Facts): string {
  if (!self.seen) return ''
  return owner !== null && self.value.user === owner ? '' : self.value.sudo
}

/**
 * A command of this program as it has to be typed to reach the server that is meant.
 *
 * @example chatctl('unban 10.0.0.7', facts) // 'sudo chatctl unban 10.0.0.7 --config /srv/chat/config.json'
 */
export function chatctl(words: string, facts: Facts): string {
  const { self } = facts
  return sudoFor(self.seen ? self.value.serviceUser : null, facts) + chatctlAsRoot(words, facts)
}

/** The same where root runs it anyway. */
export function chatctlAsRoot(words: string, { config }: Facts): string {
  // One that may not be read has a name all the same.
  const path = config.seen ? config.value.path : config.why === 'denied' ? config.from.source : null
  const flag = path === null || path === USUAL_CONFIG ? '' : ` --config ${shellWord(path)}`
  return `chatctl ${words}${flag}`
}

/** Whether the server is one of the original ones, which know no commands but those of their console. */
export function isPython({ unit, processes }: Facts): boolean {
  if (unit.seen && unit.value.execStart.some((word) => word.endsWith('.py'))) return true
  return processes.seen && processes.value.some(({ isMeant, kind }) => isMeant && kind === 'python')
}

/** What brings a changed file into force; users stay connected where the server can read it again. */
export function intoForce(facts: Facts): {
  readonly commands: readonly string[]
  readonly interrupts: boolean
} {
  const { live, unit, self } = facts
  if (live.seen && live.value.state === 'running')
    return { commands: [chatctl('reload', facts)], interrupts: false }
  if (!unit.seen || !self.seen || unit.value.loadState !== 'loaded')
    return { commands: [], interrupts: false }
  const interrupts = unit.value.activeState === 'active'
  return { commands: typeUp(unit.value, self.value, 'restart'), interrupts }
}
