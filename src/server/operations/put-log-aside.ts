import { ChatctlError } from '../../errors/chatctl-error.ts'
import type { Log } from '../../logging/log.ts'

/**
 * Begins a new log file for an operator.
 *
 * @throws ChatctlError `logs/not-rotated`
 */
export function putLogAside(log: Log, as: 'number' | 'clear'): { readonly to: string | null } {
  try {
    return { to: log.putAside(as) }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new ChatctlError('logs/not-rotated', { file: log.stats().file ?? '', code: code ?? message })
  }
}
