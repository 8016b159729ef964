import { rm, stat } from 'node:fs/promises'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { compress } from '../../logbook/compress.ts'
import { bytes } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { type Asking, confirm } from '../confirm.ts'
import { escapeForTerminal } from '../escape.ts'
import { type LiveLog, putLogAside } from './put-log-aside.ts'

/** What was done to a log. */
export interface Cleared {
  /** Path of the log. */
  readonly file: string
  /** Bytes that were in it. */
  readonly bytes: number
  /** The compressed copy; null where none was wanted, or the log was empty. */
  readonly kept: string | null
}

/**
 * Empties a log.
 *
 * @param asking asks first; undefined does not
 * @throws ChatctlError `cli/needs-yes`, `cli/declined`, `logs/not-compressed` and those of {@link putLogAside}
 */
export async function clearLog(log: LiveLog, keep: boolean, asking: Asking | undefined): Promise<Cleared> {
  const { file } = log
  const size = (path: string) => stat(path).then((found) => found.size)
  const before = await size(file).catch(() => 0)
  if (before === 0) return { file, bytes: 0, kept: null }
  if (asking !== undefined) {
    const values = { file: escapeForTerminal(file), size: bytes(before) }
    const question = t('logs.clear.question', values)
    await confirm({ address: values.file, why: t('logs.clear.why'), question }, asking)
  }
  const aside = await putLogAside(log, 'clear')
  if (aside === null) return { file, bytes: 0, kept: null }
  const was = await size(aside)
  if (!keep) {
    await rm(aside)
    return { file, bytes: was, kept: null }
  }
  try {
    return { file, bytes: was, kept: await compress(aside) }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new ChatctlError('logs/not-compressed', { file: aside, code: code ?? message })
  }
}

/** The outcome in words. */
export async function clearedText({ file, bytes: was, kept }: Cleared): Promise<string> {
  if (was === 0) return t('logs.rotate.empty', { file: escapeForTerminal(file) })
  if (kept === null) return t('logs.clear.deleted', { size: bytes(was) })
  const { size } = await stat(kept)
  return t('logs.clear.kept', { to: escapeForTerminal(kept), size: bytes(size) })
}
