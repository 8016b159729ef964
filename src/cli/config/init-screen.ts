import chalk from 'chalk'
import { t } from '../../messages/index.ts'
import { escapeForTerminal } from '../escape.ts'
import { commandLine } from './command-line.ts'
import type { InitResult } from './init-config.ts'

/** What was made, and what to type next. */
export function initScreen({ path, guide, password, isProtected }: InitResult): string {
  return [
    t('configure.init.written', { path: escapeForTerminal(path) }),
    ...(guide === null ? [] : [t('configure.init.guide', { guide: escapeForTerminal(guide) })]),
    ...(password === null ? [] : [t('passwd.generated', { password: chalk.bold(password) })]),
    ...(isProtected
      ? []
      : [chalk.yellow(t('configure.init.open', { passwd: commandLine(['passwd'], path) }))]),
    t('configure.init.next', { serve: commandLine(['serve'], path) }),
  ].join('\n')
}

/** The same for programs; a password that was made up is told here only. */
export function initDocument({ path, guide, password, isProtected }: InitResult) {
  return { schema: 'chatctl/config-init/1', path, guide, protected: isProtected, password }
}
