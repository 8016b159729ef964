import { dirname, join } from 'node:path'
import type { Target } from './target.ts'

/** Where people and programs keep backups of a server; the guide leaves it open. */
export function usualBackupFolders({ settings, loaded }: Target): string[] {
  const bases = [dirname(loaded.path ?? join(loaded.base, 'config.json')), settings.data.directory]
  const beside = bases.flatMap((base) => [join(base, 'backups'), join(base, 'backup')])
  return [...new Set([...beside, '/opt/chatserver/backups', '/var/backups/chatserver', '/backup/chatserver'])]
}
