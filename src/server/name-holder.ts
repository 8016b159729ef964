import { ChatctlError } from '../errors/chatctl-error.ts'
import { holderOfPort } from '../host/port-holder.ts'

/** Adds to "address in use" who is using it. @throws the error, or the same with what is known of the process */
export async function nameHolder(error: unknown): Promise<never> {
  if (!(error instanceof ChatctlError) || error.id !== 'server/address-in-use') throw error
  const holder = await holderOfPort(Number(error.values.port))
  if (holder === undefined) throw error
  const { host = '', port = 0 } = error.values
  throw new ChatctlError('server/address-in-use-by', {
    host,
    port,
    pid: holder.pid,
    command: holder.command.slice(0, 120),
  })
}
