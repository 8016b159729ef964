import { settingsOf } from '../../config/effective.ts'
import { removeKey, setValue } from '../../config/set-value.ts'
import { hashForPython, hashPassword } from '../../server/passwords.ts'
import { changeSetting, type MadeChange } from '../config/change-setting.ts'
import { serverBefore } from '../config/in-force.ts'
import { openFile } from '../config/open-config.ts'
import { askHere } from '../confirm.ts'
import { demandUsable, isShort } from './judge-password.ts'
import { newPassword, type PasswordSource } from './new-password.ts'
import { formFor } from './old-server.ts'
import { type Upgrade, upgradeOf } from './upgrade.ts'

/** What `passwd` was told. */
export interface PasswordRequest extends PasswordSource {
  readonly config: string | undefined
  /** Keeps the password and stores it better. */
  readonly upgrade: boolean
}

/** What became of it. */
export interface PasswordResult {
  readonly path: string
  readonly kind: 'new' | 'upgraded' | 'up-to-date'
  /** null where nothing was to do. */
  readonly made: MadeChange | null
  /** The password that was made up, to be shown once; null where somebody chose it. */
  readonly password: string | null
  readonly isShort: boolean
  /** `admin.password_enabled` is false. */
  readonly isOff: boolean
  /** A variable of this shell that wins over the file here. */
  readonly overriddenHere: string | null
}

const VARIABLES = ['CHATCTL_ADMIN_PASSWORD_HASH', 'CHATCTL_ADMIN_PASSWORD'] as const

/**
 * Stores the hash of a password in place of what was there, without a copy of the old file, which would keep the old
 * password; and has a running server take it over, which also opens a locked console.
 *
 * @throws ChatctlError as `openFile`, `newPassword`, `upgradeOf` and `changeConfigFile`; `passwd/old-server`
 */
export async function setPassword({
  config,
  upgrade,
  stdin,
  generate,
}: PasswordRequest): Promise<PasswordResult> {
  const asking = askHere()
  const flags = { '--upgrade': upgrade, '--stdin': stdin, '--generate': generate }
  const words = ['passwd', ...Object.entries(flags).flatMap(([flag, isSet]) => (isSet ? [flag] : []))]
  const loaded = await openFile({ config, words, withoutSettingsOfEnvironment: true })
  const server = await serverBefore(loaded)
  const form = formFor(server)
  const plan: Upgrade = upgrade
    ? await upgradeOf(loaded, stdin, asking)
    : { kind: 'hash', password: await newPassword({ stdin, generate }, asking, form) }
  const about = {
    path: loaded.path,
    kind: upgrade ? ('upgraded' as const) : ('new' as const),
    password: generate && plan.kind === 'hash' ? plan.password : null,
    isShort: plan.kind === 'hash' && isShort(plan.password),
    isOff: !settingsOf(loaded).admin.password_enabled,
    overriddenHere: VARIABLES.find((name) => process.env[name]) ?? null,
  }
  if (plan.kind === 'none') return { ...about, kind: 'up-to-date', made: null }
  const edit = await editFor(plan, form)
  return {
    ...about,
    made: await changeSetting({ loaded, words, edit, keepCopy: false, dryRun: false, server }),
  }
}

/** The change of the text. @throws ChatctlError `passwd/refused` */
async function editFor(plan: Upgrade, form: 'argon2' | 'bcrypt'): Promise<(text: string) => string | null> {
  const bare = (text: string) => removeKey(text, ['admin', 'password'], 'lenient')
  if (plan.kind !== 'hash') return bare
  demandUsable(plan.password, form)
  const hash = form === 'bcrypt' ? await hashForPython(plan.password) : await hashPassword(plan.password)
  return (text) => {
    const without = bare(text)
    return without === null ? null : setValue(without, ['admin', 'password_hash'], hash, 'lenient')
  }
}
