import { settingsOf } from '../../config/effective.ts'
import type { LoadedConfig } from '../../config/load.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { isDigestOf, passwordForm, verifyPassword } from '../../server/passwords.ts'
import type { Asking } from '../confirm.ts'
import { currentPassword } from './new-password.ts'

/** What it takes to store a password better: hash it, take away a readable copy beside a good hash, or nothing. */
export type Upgrade =
  | { readonly kind: 'hash'; readonly password: string }
  | { readonly kind: 'drop-readable' }
  | { readonly kind: 'none' }

/**
 * How the stored password becomes a hash of today. One in clear text is read; an old digest cannot be turned back, so the
 * password is asked for and checked.
 *
 * @throws ChatctlError `passwd/none`, `passwd/unknown-hash`, `passwd/needs-current`, `passwd/wrong`, `cli/interrupted`
 */
export async function upgradeOf(loaded: LoadedConfig, stdin: boolean, asking: Asking): Promise<Upgrade> {
  const { admin } = settingsOf(loaded)
  const { password = '', password_hash: digest = '' } = admin
  switch (passwordForm(admin)) {
    case 'none':
      throw new ChatctlError('passwd/none')
    case 'unknown':
      throw new ChatctlError('passwd/unknown-hash')
    case 'plain':
      return { kind: 'hash', password }
    case 'sha256': {
      if (isDigestOf(password, digest)) return { kind: 'hash', password }
      const given = await currentPassword(stdin, asking)
      if (!(await verifyPassword(given, admin))) throw new ChatctlError('passwd/wrong')
      return { kind: 'hash', password: given }
    }
    default:
      return { kind: password === '' ? 'none' : 'drop-readable' }
  }
}
