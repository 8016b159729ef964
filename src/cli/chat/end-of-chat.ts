import type { ChatAddress } from '../../client/connect.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { lossError, lossWords } from './losses.ts'
import type { ChatEnd } from './run-chat.ts'
import { addressText } from './server-address.ts'

/**
 * Judges how a chat ended, for the exit code.
 *
 * @throws ChatctlError where the connection was not ended by us, or where not everything was carried out
 */
export function endOfChat(
  address: ChatAddress,
  { loss, wasIn, failures }: ChatEnd,
  isTerminal: boolean,
): void {
  if (loss.reason !== 'left' && loss.reason !== 'unconfirmed') {
    throw new ChatctlError(lossError(loss, wasIn), {
      address: addressText(address),
      host: address.host,
      detail: loss.detail,
      why: lossWords(loss),
    })
  }
  // Somebody at a terminal has seen it, and has gone on.
  if (failures > 0 && !isTerminal) throw new ChatctlError('client/incomplete', { count: failures })
}
