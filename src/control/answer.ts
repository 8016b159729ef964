import { ChatctlError } from '../errors/chatctl-error.ts'
import { ERRORS, type ErrorId } from '../errors/ids.ts'
import type { MessageValues } from '../messages/index.ts'

/** A failure as it travels over the control socket: texts in the daemon's language, values to render it in another. */
export interface ControlFault {
  readonly id: string
  readonly message: string
  readonly fix: string
  readonly values?: MessageValues
}

/** Body of every answer to `POST /v1/<method>`. */
export type ControlAnswer = { readonly result: unknown } | { readonly error: ControlFault }

/** What the daemon sends for a failure. */
export function toFault(error: ChatctlError): ControlFault {
  return { id: error.id, message: error.message, fix: error.fix, values: error.values }
}

/**
 * The failure that the daemon sent, in the reader's language where this program knows the id; a newer daemon's unknown
 * id becomes `control/server-error` around the daemon's own texts.
 */
export function fromFault(fault: Partial<ControlFault>): ChatctlError {
  const id = String(fault.id ?? '')
  if (Object.hasOwn(ERRORS, id)) return new ChatctlError(id as ErrorId, plainValues(fault.values))
  return new ChatctlError('control/server-error', {
    id,
    message: String(fault.message ?? ''),
    fix: String(fault.fix ?? ''),
  })
}

function plainValues(values: unknown): MessageValues {
  const entries = typeof values === 'object' && values !== null ? Object.entries(values) : []
  return Object.fromEntries(entries.filter(([, value]) => ['string', 'number'].includes(typeof value)))
}
