import { t } from '../../messages/index.ts'
import type { Daemon } from '../../server/daemon.ts'
import { passwordForm, publishedDefault } from '../../server/passwords.ts'

/**
 * Warns of a console password that everybody can look up and of which only the hash is kept: reading the configuration
 * cannot tell, and trying takes a moment. One in plain text has been warned of by then.
 */
export async function warnOfPassword({ lock, chat, log }: Daemon): Promise<void> {
  const { admin } = chat.config
  if (!lock.required || passwordForm(admin) === 'plain' || (await publishedDefault(admin)) === null) return
  log.event('config/published-password')
  process.stderr.write(`${t('serve.publishedPassword')}\n`)
}
