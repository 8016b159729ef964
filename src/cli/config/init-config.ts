import { stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { defaultFile, settingsGuide } from '../../config/default-file.ts'
import { setValue } from '../../config/set-value.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { hashPassword } from '../../server/passwords.ts'
import { createFile } from '../../store/create-file.ts'
import { makeFolder } from '../../store/make-folder.ts'
import { askHere } from '../confirm.ts'
import { newPassword, type PasswordSource } from '../passwd/new-password.ts'
import { asRoot, commandLine } from './command-line.ts'
import { refuseDanglingLink } from './refuse-dangling-link.ts'

const GUIDE = 'config-settings.txt'

/** What `config init` was told. */
export interface InitRequest extends PasswordSource {
  /** A file or a folder; config.json of the working folder if not given. */
  readonly path: string | undefined
  /** Leaves the console open to everybody who may reach the control socket. */
  readonly noPassword: boolean
}

/** What `config init` made. */
export interface InitResult {
  readonly path: string
  /** What the settings mean, beside it; null where there is such a file already. */
  readonly guide: string | null
  /** The password that was made up, to be shown once; null where somebody chose it, or there is none. */
  readonly password: string | null
  readonly isProtected: boolean
}

/**
 * Writes a config.json with every default and the hash of a password, for the owner and the group alone. What is there is
 * never overwritten.
 *
 * @throws ChatctlError `config/exists`, `config/dangling-link`, `config/no-access`, `config/not-written`, and as `newPassword`
 */
export async function initConfig(request: InitRequest): Promise<InitResult> {
  const asking = askHere()
  const path = await fileMeant(request.path)
  // Before anybody thinks up a password.
  if (await exists(path)) throw taken(path)
  await refuseDanglingLink(path)
  const isOwn = request.stdin || (!request.generate && asking.isTerminal)
  const password = request.noPassword
    ? null
    : await newPassword({ stdin: request.stdin, generate: !isOwn }, asking)
  const content = await contentWith(password)
  try {
    await makeFolder(dirname(path), 0o750)
    await createFile(path, content, { mode: 0o640 })
  } catch (error) {
    throw asOurs(error, path)
  }
  return {
    path,
    guide: await guideBeside(path),
    password: isOwn ? null : password,
    isProtected: password !== null,
  }
}

async function contentWith(password: string | null): Promise<string> {
  const text = defaultFile()
  const changed =
    password === null
      ? setValue(text, ['admin', 'password_enabled'], false)
      : setValue(text, ['admin', 'password_hash'], await hashPassword(password))
  return changed ?? text
}

async function fileMeant(path: string | undefined): Promise<string> {
  const meant = resolve(path ?? 'config.json')
  const stats = await stat(meant).catch(() => null)
  return stats?.isDirectory() ? join(meant, 'config.json') : meant
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  )
}

/** The explanation is for people only: one that is there already, or cannot be written, is no failure. */
async function guideBeside(path: string): Promise<string | null> {
  const guide = join(dirname(path), GUIDE)
  try {
    await createFile(guide, settingsGuide(), { mode: 0o644 })
    return guide
  } catch {
    return null
  }
}

function taken(path: string): ChatctlError {
  return new ChatctlError('config/exists', { path, check: commandLine(['config', 'check'], path) })
}

function asOurs(error: unknown, path: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EEXIST') return taken(path)
  if (code === 'EACCES' || code === 'EPERM') {
    const retry = asRoot(['config', 'init', path], null)
    return new ChatctlError('config/no-access', { path, retry }, { cause: error })
  }
  if (code === undefined) return error
  return new ChatctlError(
    'config/not-written',
    { path, detail: code, folder: dirname(path) },
    { cause: error },
  )
}
