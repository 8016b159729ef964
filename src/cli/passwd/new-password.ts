import { ChatctlError } from '../../errors/chatctl-error.ts'
import { t } from '../../messages/index.ts'
import type { Asking } from '../confirm.ts'
import { askSecrets } from './ask-secret.ts'
import { generatePassword } from './generate.ts'
import { demandUsable } from './judge-password.ts'
import { readPassword } from './read-password.ts'

/** Where a new password comes from: asked for twice at a terminal if neither is set. */
export interface PasswordSource {
  readonly stdin: boolean
  readonly generate: boolean
}

/**
 * A new password, from where the command line says.
 *
 * @throws ChatctlError `passwd/needs-terminal`, `passwd/not-the-same`, `passwd/refused`, `cli/interrupted`
 */
export async function newPassword(
  { stdin, generate }: PasswordSource,
  asking: Asking,
  form: 'argon2' | 'bcrypt' = 'argon2',
): Promise<string> {
  if (generate) return generatePassword()
  if (stdin) {
    const password = await readPassword(process.stdin)
    demandUsable(password, form)
    return password
  }
  if (!asking.isTerminal) throw new ChatctlError('passwd/needs-terminal')
  const questions = [t('passwd.askNew'), t('passwd.askAgain')]
  const [first = '', second] = await askSecrets(questions, asking, (answer) => demandUsable(answer, form))
  if (first !== second) throw new ChatctlError('passwd/not-the-same')
  return first
}

/**
 * The password that is in force now.
 *
 * @throws ChatctlError `passwd/needs-current`, `cli/interrupted`
 */
export async function currentPassword(stdin: boolean, asking: Asking): Promise<string> {
  if (stdin) return await readPassword(process.stdin)
  if (!asking.isTerminal) throw new ChatctlError('passwd/needs-current')
  const [password = ''] = await askSecrets([t('passwd.askCurrent')], asking)
  return password
}
