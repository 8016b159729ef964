import { dirname } from 'node:path'
import { ChatctlError } from '../errors/chatctl-error.ts'
import { LockedError } from '../store/lock-file.ts'

/** The error to show for a change that did not reach the disk. */
export function notWritten(file: string, error: unknown): ChatctlError {
  if (error instanceof LockedError) return new ChatctlError('sanctions/locked', { file, pid: error.pid })
  return new ChatctlError(
    'sanctions/not-written',
    { file, folder: dirname(file), detail: reasonOf(error) },
    { cause: error },
  )
}

/** The error to show for a list or journal that is there and cannot be looked at. */
export function unreadable(file: string, error: unknown): ChatctlError {
  return new ChatctlError('sanctions/unreadable', { file, detail: reasonOf(error) }, { cause: error })
}

/** `ENOSPC: no space left on device`, without the path that the sentence names already. */
export function reasonOf(error: unknown): string {
  return error instanceof Error
    ? error.message.replace(/, \w+ '.*$/, '').replace(/, \w+$/, '')
    : String(error)
}
