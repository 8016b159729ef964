import { createHash, timingSafeEqual } from 'node:crypto'

/** The keys of the config's `admin` section that decide about the console password. */
export interface PasswordSettings {
  readonly password?: string | undefined
  readonly password_hash?: string | undefined
}

/** How the password is kept; `unknown` is a `password_hash` that nothing here can check, so no password is right. */
export type PasswordForm = 'none' | 'argon2' | 'bcrypt' | 'sha256' | 'plain' | 'unknown'

/** The passwords that the originals shipped with: everybody knows them. */
const PUBLISHED = ['admin123', '54server'] as const

/** What the original uses. */
const PYTHON_COST = 12

/** How the console password is kept: a hash counts before a plain one (WIRE 12). */
export function passwordForm({ password, password_hash: hash }: PasswordSettings): PasswordForm {
  if (!hash) return password ? 'plain' : 'none'
  if (hash.startsWith('$argon2')) return 'argon2'
  if (/^\$2[aby]\$/.test(hash)) return 'bcrypt'
  return /^[0-9a-f]{64}$/i.test(hash) ? 'sha256' : 'unknown'
}

/**
 * Whether a password is the configured one. Slow hashes run off the main thread; the quick forms compare digests of
 * equal length in constant time. A damaged hash matches nothing.
 *
 * Beside an old SHA-256 digest the original compared the plain password (WIRE 12); here either of the two is right.
 */
export async function verifyPassword(given: string, settings: PasswordSettings): Promise<boolean> {
  const { password = '', password_hash: hash = '' } = settings
  switch (passwordForm(settings)) {
    case 'argon2':
      return verifyWith(async () => (await import('@node-rs/argon2')).verify(hash, given))
    case 'bcrypt':
      return verifyWith(async () => (await import('@node-rs/bcrypt')).verify(given, hash))
    case 'sha256': {
      const digest = timingSafeEqual(sha256(given), Buffer.from(hash, 'hex'))
      const plain = timingSafeEqual(sha256(given), sha256(password))
      return digest || (plain && password !== '')
    }
    case 'plain':
      return timingSafeEqual(sha256(given), sha256(password))
    default:
      return false
  }
}

/** Whether an old digest is that of this text: then the text is the password. */
export function isDigestOf(text: string, digest: string): boolean {
  return text !== '' && timingSafeEqual(sha256(text), Buffer.from(digest, 'hex'))
}

/** The form in which a password should be kept: argon2id. */
export async function hashPassword(password: string): Promise<string> {
  return await (await import('@node-rs/argon2')).hash(password)
}

/** The form that the original server of version 9 knows. */
export async function hashForPython(password: string): Promise<string> {
  return await (await import('@node-rs/bcrypt')).hash(password, PYTHON_COST)
}

/** Whether a password is one that the originals shipped with. */
export function isPublished(password: string): boolean {
  return PUBLISHED.some((known) => known === password)
}

/** The published default that the configured password is, or null; worth a warning at the start. */
export async function publishedDefault(settings: PasswordSettings): Promise<string | null> {
  for (const known of PUBLISHED) if (await verifyPassword(known, settings)) return known
  return null
}

async function verifyWith(verify: () => Promise<boolean>): Promise<boolean> {
  try {
    return await verify()
  } catch {
    return false
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
