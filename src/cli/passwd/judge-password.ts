import { ChatctlError } from '../../errors/chatctl-error.ts'
import type { MessageKey } from '../../messages/index.ts'
import { isPublished } from '../../server/passwords.ts'

const LONGEST = 1024
/** bcrypt looks at no more bytes. */
const LONGEST_BCRYPT = 72
const CONTROL = /\p{Cc}/u

const SHORT = 12

/**
 * Refuses what is no password, or one that everybody knows.
 *
 * @throws ChatctlError `passwd/refused`
 */
export function demandUsable(password: string, form: 'argon2' | 'bcrypt' = 'argon2'): void {
  const why = problemOf(password, form)
  if (why !== null) throw new ChatctlError('passwd/refused', { why: { key: why } })
}

function problemOf(password: string, form: 'argon2' | 'bcrypt'): MessageKey | null {
  if (password === '') return 'passwd.why.empty'
  if (isPublished(password)) return 'passwd.why.published'
  if (CONTROL.test(password)) return 'passwd.why.control'
  if (password.length > LONGEST) return 'passwd.why.long'
  return form === 'bcrypt' && Buffer.byteLength(password) > LONGEST_BCRYPT ? 'passwd.why.longForBcrypt' : null
}

/** True for a password that works, but is guessed: it gets a remark and no refusal, as it is somebody's own server. */
export function isShort(password: string): boolean {
  return [...password].length < SHORT
}
