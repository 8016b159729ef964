import { type ChatAddress, ConnectError } from '../../client/connect.ts'
import { type Ping, type PingOptions, ping } from '../../client/ping.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'

/**
 * Tests a server.
 *
 * @throws ChatctlError `client/unknown-host`
 */
export async function pingOrExplain(address: ChatAddress, options: PingOptions): Promise<Ping> {
  try {
    return await ping(address, options)
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error
    throw new ChatctlError('client/unknown-host', { host: address.host, detail: error.detail })
  }
}
