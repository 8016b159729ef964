import type { CallOptions, ControlClient } from '../control/client.ts'
import { ChatctlError } from '../errors/chatctl-error.ts'

/** Answers of a server that has no token for us now, and is well otherwise. */
const WITHOUT: ReadonlySet<string> = new Set(['control/unknown-method', 'control/too-many-canaries'])

/**
 * Asks the running server for a token, with which one {@link probe} of one address goes unnoticed.
 *
 * @returns undefined where the server is too old to give one, or has given too many
 * @throws ChatctlError as {@link ControlClient.call}
 */
export async function canaryToken(
  control: Pick<ControlClient, 'call'>,
  options: CallOptions = {},
): Promise<string | undefined> {
  try {
    return (await control.call('canary', {}, options)).token
  } catch (error) {
    if (error instanceof ChatctlError && WITHOUT.has(error.id)) return undefined
    throw error
  }
}
