import type { ServerResponse } from 'node:http'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import type { ControlLimits } from './limits.ts'

/** Delivers one value to a follower. */
type Deliver = (item: unknown) => void

/** The open streams of the control socket: one JSON value a line, and blank lines as heartbeats. */
export class Followers {
  readonly #limits: ControlLimits
  readonly #open = new Set<ServerResponse>()

  constructor(limits: ControlLimits) {
    this.#limits = limits
  }

  get count(): number {
    return this.#open.size
  }

  /**
   * Turns a response into a stream that lives until the reader leaves, stops reading, or {@link close} is called.
   *
   * @param subscribe  starts the values and returns what ends them; it is ended exactly once
   * @throws ChatctlError `control/too-many-followers`
   */
  add(response: ServerResponse, subscribe: (deliver: Deliver) => () => void): void {
    const { followers, followerBytes, heartbeatMs } = this.#limits
    if (this.#open.size >= followers)
      throw new ChatctlError('control/too-many-followers', { limit: followers })
    this.#open.add(response)
    const send = (line: string) => {
      if (response.destroyed || response.writableEnded) return
      response.write(line)
      // A reader that does not keep up is cut off: its backlog must not grow, and skipping values would lie to it.
      if (response.writableLength > followerBytes) response.destroy()
    }
    response.on('error', () => {})
    response.writeHead(200, {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'cache-control': 'no-store',
    })
    send('\n')
    const heartbeat = setInterval(send, heartbeatMs, '\n')
    let unsubscribe = () => {}
    response.once('close', () => {
      clearInterval(heartbeat)
      this.#open.delete(response)
      unsubscribe()
    })
    unsubscribe = subscribe((item) => send(`${JSON.stringify(item)}\n`))
  }

  /** Ends every stream in order, so that its reader sees an end and not a failure. */
  close(): void {
    for (const response of this.#open) response.end()
  }
}
