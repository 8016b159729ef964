import { ChatctlError } from '../errors/chatctl-error.ts'
import { LOG_LEVELS, type LogLevel } from '../logging/level.ts'
import { escapeForTerminal } from './escape.ts'

/**
 * A log level as it was typed, in any case.
 *
 * @throws ChatctlError cli/bad-level
 */
export function logLevel(typed: string): LogLevel {
  const found = LOG_LEVELS.find((level) => level === typed.toUpperCase())
  if (found !== undefined) return found
  throw new ChatctlError('cli/bad-level', { level: escapeForTerminal(typed), levels: LOG_LEVELS.join(', ') })
}
