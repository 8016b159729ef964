import type { Socket } from 'node:net'
import { type ChatAddress, ConnectError, openConnection } from '../client/connect.ts'
import { clientPackets } from '../client/packets.ts'
import { readEvent } from '../client/read-event.ts'
import type { EndReason, Rules } from '../client/session-events.ts'
import { type NoticeId, readNotice } from '../client/system-texts.ts'
import { tellUngreeted } from '../client/tell-ungreeted.ts'
import { FrameDecoder } from '../protocol/frame-decoder.ts'
import { type Packet, readPacket } from '../protocol/packet.ts'
import { SYSTEM } from '../protocol/texts.ts'
import type { TroubleKind } from './troubles.ts'

export interface LoadOptions {
  readonly address: ChatAddress
  readonly name: string
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** Connected, and not greeted for a while; told with `timeoutMs`. */
  readonly onUngreeted?: ((limitMs: number) => void) | undefined
  /** A frame's body after the entry; true if it was one of the test's. */
  readonly onBody: (client: LoadClient, body: Buffer) => boolean
  readonly onMuted: (client: LoadClient) => void
  /** It is in no longer, and did not want to leave. */
  readonly onEnd: (client: LoadClient, kind: TroubleKind, detail: string) => void
}

/** Why a client did not get in. */
export interface NotIn {
  readonly kind: TroubleKind
  readonly detail: string
}

/** What may wait in this process for a server that does not read, per client. */
const MOST_BACKLOG = 1024 * 1024
/** How long the server may take to hang up at the end, in ms. */
const FAREWELL_MS = 1000
/** The type stands in front in what all known servers send; lists are long, and of no interest after the entry. */
const HEAD_BYTES = 24

const ENDS: Partial<Record<NoticeId, EndReason & TroubleKind>> = {
  banned: 'banned',
  full: 'full',
  rate: 'rate',
  'per-address': 'per-address',
  kicked: 'kicked',
  'banned-now': 'banned-now',
  'heartbeat-timeout': 'heartbeat-timeout',
  shutdown: 'shutdown',
}

/** A chat client that does little besides sending and listening, so that many of them fit into one process. */
export class LoadClient {
  /** Its place in the room, given when it is in. */
  number = -1
  rules: Rules = 'v6'
  /** Names in the first list that it got; null under the v6 rules, which have none. */
  names: readonly string[] | null = null
  readonly #options: LoadOptions
  readonly #socket: Socket
  readonly #frames = new FrameDecoder()
  readonly #entry = Promise.withResolvers<NotIn | null>()
  #state: 'new' | 'greeted' | 'in' | 'ended' = 'new'
  /** What the server said before it hung up. */
  #said: NotIn | undefined

  private constructor(socket: Socket, options: LoadOptions) {
    this.#socket = socket
    this.#options = options
    socket.on('data', (chunk: Buffer) => this.#receive(chunk))
    socket.on('error', (error: NodeJS.ErrnoException) => this.#end('reset', error.code ?? ''))
    socket.on('end', () => this.#end('closed', ''))
    socket.on('close', () => this.#end('closed', ''))
  }

  /**
   * Connects, is greeted, and under the v9 rules says a name and sees it listed.
   *
   * @throws the signal's reason if that was aborted
   */
  static async enter(options: LoadOptions): Promise<LoadClient | NotIn> {
    const { address, timeoutMs, signal, onUngreeted } = options
    let socket: Socket
    try {
      socket = await openConnection(address, { timeoutMs, signal })
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error
      const isOurs = error.detail === 'EMFILE' || error.detail === 'ENFILE'
      return { kind: isOurs ? 'no-descriptors' : error.why, detail: error.detail }
    }
    const client = new LoadClient(socket, options)
    const timer = setTimeout(() => client.#end('silent', ''), timeoutMs)
    const stopTelling = tellUngreeted(timeoutMs, onUngreeted)
    const onAbort = () => client.#end('closed', '')
    signal.addEventListener('abort', onAbort, { once: true })
    const failure = await client.#entry.promise
    clearTimeout(timer)
    stopTelling()
    signal.removeEventListener('abort', onAbort)
    if (failure === null) return client
    signal.throwIfAborted()
    return failure
  }

  get isIn(): boolean {
    return this.#state === 'in'
  }

  /** Whether the server takes what is sent. */
  get isStalled(): boolean {
    return this.#socket.writableLength > MOST_BACKLOG
  }

  send(body: string): void {
    const length = Buffer.byteLength(body)
    const frame = Buffer.allocUnsafe(4 + length)
    frame.writeUInt32BE(length, 0)
    frame.write(body, 4)
    this.#socket.write(frame)
  }

  /** Hangs up and gives the server a moment to do so too; cut off it would look like trouble there. */
  async leave(): Promise<void> {
    this.#state = 'ended'
    if (this.#socket.closed) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, FAREWELL_MS)
    this.#socket.once('end', resolve).once('close', resolve)
    this.#socket.end()
    await promise
    clearTimeout(timer)
    this.#socket.destroy()
  }

  #receive(chunk: Buffer): void {
    this.#frames.push(chunk)
    for (;;) {
      const body = this.#frames.next()
      if (body === undefined) return
      if (typeof body === 'string') return this.#end(this.#state === 'new' ? 'not-chat' : 'bad-frame', body)
      if (this.#state === 'ended') continue
      if (this.#state === 'in' && (isList(body) || this.#options.onBody(this, body))) continue
      const read = readPacket(body)
      if (typeof read === 'string') return this.#end(this.#state === 'new' ? 'not-chat' : 'bad-frame', read)
      this.#understand(read.packet)
    }
  }

  #understand(packet: Packet): void {
    if (packet.type === 'text' && packet.from === SYSTEM) this.#hearSystem(packet)
    else if (this.#state === 'new') this.#end('not-chat', '')
    else if (this.#state === 'greeted') {
      const event = readEvent(packet, this.#options.name)
      if (event?.kind === 'users') this.#enter(event.names)
    }
  }

  #hearSystem({ msg, protocol_version: version }: Packet): void {
    const { is } = readNotice(String(msg))
    const end = ENDS[is]
    // At the door these words are about connections; in the room they are about messages.
    if (is === 'rate' && this.isIn) this.#said ??= { kind: 'flood', detail: String(msg) }
    else if (end !== undefined) this.#said ??= { kind: end, detail: String(msg) }
    else if (is === 'muted') this.#options.onMuted(this)
    else if (is === 'greeting' && this.#state === 'new') {
      this.#state = 'greeted'
      this.rules = version === undefined ? 'v6' : 'v9'
      if (this.rules === 'v6') this.#enter(null)
      else this.send(clientPackets.hello(this.#options.name))
    }
  }

  #enter(names: readonly string[] | null): void {
    this.names = names
    this.#state = 'in'
    this.#entry.resolve(null)
  }

  #end(kind: TroubleKind, detail: string): void {
    if (this.#state === 'ended') return
    const wasIn = this.#state === 'in'
    this.#state = 'ended'
    this.#socket.destroy()
    const why = this.#said ?? { kind, detail }
    if (wasIn) this.#options.onEnd(this, why.kind, why.detail)
    else this.#entry.resolve(why)
  }
}

const isList = (body: Buffer) => body.toString('latin1', 0, HEAD_BYTES).includes('user_list')
