import { readPacket } from '../protocol/packet.ts'
import type { Mark, Marks } from './mark.ts'

/** Whole messages that were looked at lately; a broadcast has the same bytes for everybody. */
const REMEMBERED = 8192

/** `cut`: shortened by the server. `changed`: something else than what was sent. */
export type Received = { readonly mark: Mark; readonly as: 'sent' | 'cut' | 'changed' } | 'bad-frame'

/**
 * Reads the test's messages out of bodies: each is parsed and compared once, and then known by its bytes, as parsing one for
 * every receiver would measure us instead of the server.
 */
export class MessageReader {
  readonly #marks: Marks
  readonly #size: number
  readonly #known = new Map<string, { readonly body: Buffer; readonly received: Received }>()

  constructor(marks: Marks, size: number) {
    this.#marks = marks
    this.#size = size
  }

  /** Undefined for what is no message of this run. */
  read(body: Buffer): Received | undefined {
    const mark = this.#marks.read(body)
    if (mark === undefined) return undefined
    const key = `${mark.sender} ${mark.turn}`
    const known = this.#known.get(key)
    if (known?.body.equals(body)) return known.received
    const received = this.#judge(mark, body)
    if (this.#known.size >= REMEMBERED) this.#known.clear()
    this.#known.set(key, { body: Buffer.from(body), received })
    return received
  }

  #judge(mark: Mark, body: Buffer): Received {
    const read = readPacket(body)
    if (typeof read === 'string') return 'bad-frame'
    const { type, msg } = read.packet
    const text = this.#marks.text(mark, this.#size)
    if (type !== 'text' || typeof msg !== 'string') return { mark, as: 'changed' }
    if (msg === text) return { mark, as: 'sent' }
    const isShorter = msg.length < text.length && text.startsWith(msg.slice(0, msg.lastIndexOf('x') + 1))
    return { mark, as: isShorter ? 'cut' : 'changed' }
  }
}
