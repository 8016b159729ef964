import { t } from '../messages/index.ts'
import { escapeForTerminal } from './escape.ts'
import { aboutSameServer } from './same-server.ts'

/**
 * That the usual port stands in for that of the server, and who would know better.
 *
 * @param path  the configuration that would tell, and that this user may not read
 */
export const guessedPort = (path: string) =>
  t('commands.guessedPort', { path: escapeForTerminal(path), command: aboutSameServer('sudo chatctl …') })
