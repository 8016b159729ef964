import type { Oddity } from '../../logbook/oddity.ts'
import { t } from '../../messages/index.ts'
import { escapeForTerminal } from '../escape.ts'

/** One line about what is wrong with a log, for standard error. */
export function oddityNote({ kind, file, offset, code = '' }: Oddity): string {
  const values = { file: escapeForTerminal(file), offset, code: escapeForTerminal(code) }
  return t(`logs.oddity.${kind}`, values)
}
