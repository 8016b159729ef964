import { ChatctlError } from '../../errors/chatctl-error.ts'
import type { ErrorId } from '../../errors/ids.ts'
import type { ControlLimits } from './limits.ts'

/** HTTP statuses for people with curl; chatctl itself goes by the id. Whatever is not named is a refusal, 409. */
const STATUS: Partial<Record<ErrorId, number>> = {
  'control/bad-params': 400,
  'control/bad-request': 400,
  'control/unknown-method': 404,
  'control/too-large': 413,
  'control/too-many-followers': 503,
  'control/time-limit': 503,
  'internal/unexpected': 500,
}

export function statusOf(error: ChatctlError): number {
  return STATUS[error.id] ?? 409
}

/** What a caller is told about anything that was thrown while his request was served. */
export function toChatctlError(thrown: unknown, method: string, limits: ControlLimits): ChatctlError {
  if (thrown instanceof ChatctlError) return thrown
  const {
    code,
    statusCode = 500,
    message = String(thrown),
  } = thrown as Error & { code?: string; statusCode?: number }
  const cause = { cause: thrown }
  if (code === 'FST_ERR_HANDLER_TIMEOUT') {
    return new ChatctlError('control/time-limit', { method, seconds: limits.handlerMs / 1000 }, cause)
  }
  if (statusCode === 413) return new ChatctlError('control/too-large', { limit: limits.bodyBytes }, cause)
  if (statusCode >= 400 && statusCode < 500) {
    return new ChatctlError('control/bad-request', { detail: message }, cause)
  }
  return new ChatctlError('internal/unexpected', { detail: message }, cause)
}
