import type { ControlMethods } from '../../control/methods.ts'
import { dayAndTime } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'

/** The level in force, and when it ends if it was set for a while. */
export function logLevelScreen({ level, revertsAt }: ControlMethods['loglevel']['result']): string {
  if (revertsAt === null) return t('commands.loglevel.now', { level })
  return t('commands.loglevel.reverts', { level, time: dayAndTime(revertsAt) })
}
