import type { ChatEvent } from '../../control/methods.ts'
import type { Caller } from '../sanctions/lists.ts'

/**
 * The server behind a console: a control client, or the daemon's own operations for `serve --console`. The password is
 * always asked of the server, which counts the failures.
 */
export interface ConsoleBackend extends Caller {
  /** Events of this level and above until the signal; its end without the signal means that the server has ended. */
  stream(name: 'events', params: { readonly level: string }, signal: AbortSignal): AsyncIterable<ChatEvent>
}
