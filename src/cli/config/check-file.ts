import { diagnose } from '../../config/diagnose.ts'
import type { LoadedConfig } from '../../config/load.ts'
import { readConfigFile } from '../../config/read-file.ts'
import { repairConfig } from '../../config/repair.ts'
import { t } from '../../messages/index.ts'
import { type CheckedConfig, checkedConfig } from '../serve/check-config.ts'
import { commandLine } from './command-line.ts'
import { type Asked, openConfig } from './open-config.ts'

/**
 * Everything that is wrong with a configuration at once, and what mends it where that is clear.
 *
 * @throws ChatctlError `config/no-access`
 */
export async function checkFile(asked: Asked, json: boolean): Promise<CheckedConfig> {
  const loaded = await openConfig(asked)
  const { text, exitCode } = checkedConfig(loaded, json)
  const hint = json ? null : await repairHint(loaded)
  return { text: hint === null ? text : `${text}${hint}\n`, exitCode }
}

/** Says how many of the errors `doctor --fix` takes away: those of which there is no doubt what was meant. */
async function repairHint({ path, diagnostics }: LoadedConfig): Promise<string | null> {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const read = path === null || errors === 0 ? null : await readConfigFile(path)
  if (read?.outcome !== 'bytes') return null
  const { text, repairs } = repairConfig(read.bytes)
  const left = diagnose(text).diagnostics.filter(({ severity }) => severity === 'error').length
  if (repairs.length === 0 || left >= errors) return null
  return t('configure.repairable', {
    count: errors - left,
    command: commandLine(['doctor', 'config', '--fix'], path),
  })
}
