import { EXIT } from '../../errors/ids.ts'
import type { MadeChange } from './change-setting.ts'

/** The exit code of a command that changed a configuration: 0 also where a restart is left to do or nothing runs. */
export function exitCodeOf({ changed, inForce, interrupted }: MadeChange): number {
  if (changed.errors.length > 0) return EXIT.configuration
  if (interrupted) return EXIT.interrupted
  return inForce?.state === 'unknown' ? EXIT.failed : EXIT.ok
}
