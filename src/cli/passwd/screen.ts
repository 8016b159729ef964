import chalk from 'chalk'
import { t } from '../../messages/index.ts'
import { commandLine } from '../config/command-line.ts'
import { inForceText } from '../config/in-force-text.ts'
import { serverDocument } from '../config/set-screen.ts'
import { escapeForTerminal } from '../escape.ts'
import type { PasswordResult } from './set-password.ts'

/** What became of the password, and whether the running server has it. The one that was made up is on a line of its own. */
export function passwordScreen(result: PasswordResult): string {
  const { path, kind, made, password } = result
  const file = escapeForTerminal(path)
  if (made === null) return t('passwd.upToDate', { path: file })
  const { changed, inForce, interrupted } = made
  const check = commandLine(['config', 'check'], path)
  const count = changed.errors.length
  return [
    ...(password === null ? [] : [t('passwd.generated', { password: chalk.bold(password) })]),
    t(kind === 'upgraded' ? 'passwd.upgraded' : 'passwd.written', { path: file }),
    ...remarks(result),
    ...(count > 0 ? [chalk.yellow(t('configure.set.stillBroken', { count, check }))] : []),
    ...(count === 0 && inForce !== null ? inForceText(inForce, path) : []),
    ...(interrupted ? [t('passwd.interrupted', { reload: commandLine(['reload'], path) })] : []),
  ].join('\n')
}

function remarks({ path, isShort, isOff, overriddenHere }: PasswordResult): string[] {
  const enable = commandLine(['config', 'set', 'admin.password_enabled', 'true'], path)
  const lines = [
    ...(isShort ? [t('passwd.short')] : []),
    ...(isOff ? [t('passwd.off', { enable })] : []),
    ...(overriddenHere === null ? [] : [t('passwd.overriddenHere', { name: overriddenHere })]),
  ]
  return lines.map((line) => chalk.yellow(line))
}

/** The same for programs. */
export function passwordDocument({ path, kind, made, password, isShort, isOff }: PasswordResult) {
  return {
    schema: 'chatctl/passwd/1',
    path,
    outcome: kind,
    password,
    short: isShort,
    enabled: !isOff,
    interrupted: made?.interrupted ?? false,
    errors: made?.changed.errors.length ?? 0,
    server: made?.inForce ? serverDocument(made.inForce) : null,
  }
}
