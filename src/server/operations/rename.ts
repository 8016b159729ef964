import type { ControlMethods } from '../../control/methods.ts'
import { byteString } from '../../encoding/byte-string.ts'
import { TEXTS, UNNAMED } from '../../protocol/texts.ts'
import type { Client } from '../client.ts'
import { type OperationContext, UNKNOWN_OPERATOR } from './context.ts'
import { covered } from './sanctioning.ts'

/**
 * Renames whoever is connected from an address, tells him and everybody (protocol clause 17, no. 5). The v6 rules have no
 * limits for names.
 */
export function rename(
  context: OperationContext,
  { address, called, name, by = UNKNOWN_OPERATOR }: ControlMethods['rename']['params'],
) {
  const { chat } = context
  const renamed = covered(context, address, called).map((client) => {
    const from = client.name ?? UNNAMED
    const to = chat.dialect.id === 'v9' ? claim(context, client, name) : name.toWellFormed()
    client.name = to
    client.nameJson = byteString(JSON.stringify(to))
    chat.log.event('admin/rename', { ip: client.ip, from, to, by })
    chat.tell(client, TEXTS.renamedYou(to))
    chat.broadcast(chat.dialect.system(TEXTS.renamed(from, to)))
    return { from, to }
  })
  if (renamed.length > 0 && chat.dialect.id === 'v9') chat.userList.changed()
  return { renamed }
}

function claim({ chat }: OperationContext, client: Client, name: string): string {
  if (client.name !== undefined) chat.names.release(client.name)
  return chat.names.claim(name, client).name
}
