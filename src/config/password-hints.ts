import type { DiagnosticId } from './diagnostic.ts'
import type { Config } from './schema.ts'

const PUBLISHED = new Set(['admin123', '54server'])
const HASH = /^(?:\$2[abxy]\$\d\d\$.{53}|\$argon2(?:id|i|d)\$.+)$/
const OLD_HASH = /^[0-9a-f]{64}$/i

/** A warning about how the console's password is kept. It never says the password. */
export interface PasswordHint {
  readonly id: Extract<
    DiagnosticId,
    'config/published-password' | 'config/plain-password' | 'config/old-hash' | 'config/unknown-hash'
  >
  readonly key: 'password' | 'password_hash'
}

/**
 * What is unsafe about the password in force. A hash wins over the password beside it; one that is no bcrypt or argon2
 * hash does not (protocol clause 12).
 */
export function passwordHints({
  password_enabled,
  password,
  password_hash,
}: Config['admin']): PasswordHint[] {
  if (!password_enabled) return []
  const hints: PasswordHint[] = []
  if (password_hash) {
    if (HASH.test(password_hash)) return []
    const id = OLD_HASH.test(password_hash) ? 'config/old-hash' : 'config/unknown-hash'
    hints.push({ id, key: 'password_hash' })
  }
  if (password) {
    hints.push({
      id: PUBLISHED.has(password) ? 'config/published-password' : 'config/plain-password',
      key: 'password',
    })
  }
  return hints
}

/** How the password in force is kept, without the password. */
export interface PasswordForm {
  readonly enabled: boolean
  readonly form: 'none' | 'argon2' | 'bcrypt' | 'sha256' | 'plain' | 'unknown'
  /** One of the defaults that were published with the original servers. */
  readonly published: boolean
}

/** The form of the console's password; a hash that can be verified wins over a plain one beside it. */
export function passwordForm({ password_enabled, password, password_hash }: Config['admin']): PasswordForm {
  const published = password !== undefined && PUBLISHED.has(password)
  const form = (name: PasswordForm['form']) => ({
    enabled: password_enabled,
    form: name,
    published: name === 'plain' && published,
  })
  if (password_hash && HASH.test(password_hash))
    return form(password_hash.startsWith('$argon2') ? 'argon2' : 'bcrypt')
  if (password) return form('plain')
  if (!password_hash) return form('none')
  return form(OLD_HASH.test(password_hash) ? 'sha256' : 'unknown')
}
