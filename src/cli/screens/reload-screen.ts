import type { ReloadResult } from '../../control/methods.ts'
import { t } from '../../messages/index.ts'
import { escapeForTerminal } from '../escape.ts'

/** What a reload changed, and what waits for a restart. */
export function reloadScreen({ generation, applied, needRestart, unlocked }: ReloadResult): string {
  const lines = [
    unlocked === true && t('commands.reload.unlocked'),
    applied.length > 0 && t('commands.reload.applied', { keys: escapeForTerminal(applied.join(', ')) }),
    needRestart.length > 0 &&
      t('commands.reload.needRestart', { keys: escapeForTerminal(needRestart.join(', ')) }),
  ].filter((line) => line !== false)
  return lines.length > 0 ? lines.join('\n') : t('commands.reload.nothing', { generation })
}
