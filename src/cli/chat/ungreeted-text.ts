import type { ChatAddress } from '../../client/connect.ts'
import { t } from '../../messages/index.ts'
import { addressText } from './server-address.ts'

/** What is said while a server that has taken the connection keeps silent. */
export function ungreetedText(address: ChatAddress, limitMs: number): string {
  return t('chat.ungreeted', { address: addressText(address), seconds: Math.ceil(limitMs / 1000) })
}
