import { ChatctlError } from '../../errors/chatctl-error.ts'
import type { ServerBefore } from '../config/in-force.ts'

/**
 * The form of hash that the server which runs can check: the original of version 9 knows bcrypt alone.
 *
 * @throws ChatctlError `passwd/old-server` for the one of version 6, which knows none and would lose its console
 */
export function formFor(server: ServerBefore): 'argon2' | 'bcrypt' {
  if (server.state !== 'python') return 'argon2'
  const { pid, isVersion9 } = server.python
  if (isVersion9 === false) throw new ChatctlError('passwd/old-server', { pid })
  return 'bcrypt'
}
