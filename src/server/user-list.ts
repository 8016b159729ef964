import { byteString } from '../encoding/byte-string.ts'
import { type Body, v9Packets } from '../protocol/dialect.ts'
import { frameOf } from '../protocol/frame.ts'
import type { ChatServer } from './chat-server.ts'
import type { Client } from './client.ts'

/** Names that may be pushed per second in the long run, counted once per receiver. */
const NAMES_PER_SECOND = 1_000_000
/** Names that may go out at once after a pause: three hundred clients who see each other come. */
const BURST = 100_000

/**
 * Pushes the list of names (protocol clause 5.2), at once while the room is small. A list costs names times receivers,
 * so in a large one the pushes of many arrivals and departures are drawn together into one.
 */
export class UserList {
  readonly #server: ChatServer
  #budget = BURST
  #countedAt: number
  #timer: NodeJS.Timeout | undefined

  constructor(server: ChatServer) {
    this.#server = server
    this.#countedAt = server.clock.now()
  }

  /** Somebody has got a name: he at least sees the list before anything that his packet sets off. */
  named(client: Client): void {
    const { size } = this.#server.names
    if (this.#afford(size * this.#server.clients.size)) return this.#push()
    if (this.#afford(size)) this.#server.turn.send(client, frameOf(this.#body()))
    this.changed()
  }

  /** Somebody has left or was renamed: everybody hears of it by and by. */
  changed(): void {
    if (this.#timer !== undefined) return
    this.#refill()
    const cost = this.#server.names.size * this.#server.clients.size
    const wait = Math.max(0, cost - this.#budget) / NAMES_PER_SECOND
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#refill()
      this.#budget -= this.#server.names.size * this.#server.clients.size
      this.#push()
    }, wait * 1000)
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  #push(): void {
    this.#server.broadcast(this.#body())
  }

  #body(): Body {
    return v9Packets.userList(this.#server.dialect, byteString(this.#server.names.toJson()))
  }

  #afford(names: number): boolean {
    this.#refill()
    if (names > this.#budget) return false
    this.#budget -= names
    return true
  }

  #refill(): void {
    const now = this.#server.clock.now()
    this.#budget = Math.min(BURST, this.#budget + ((now - this.#countedAt) * NAMES_PER_SECOND) / 1000)
    this.#countedAt = now
  }
}
