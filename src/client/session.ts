import type { Duplex } from 'node:stream'
import { type ByteString, byteString } from '../encoding/byte-string.ts'
import { canaryHeartbeat } from '../protocol/canary.ts'
import { frameOf } from '../protocol/frame.ts'
import { FrameDecoder } from '../protocol/frame-decoder.ts'
import { LIMITS } from '../protocol/limits.ts'
import { type Packet, readPacket } from '../protocol/packet.ts'
import { clientPackets } from './packets.ts'
import { readEvent } from './read-event.ts'
import type { EndReason, Rules, SessionEvent } from './session-events.ts'

/** The originals ask for one every 25 to 30 s (protocol clause 9). */
const HEARTBEAT_MS = 25_000
const GREETING_MS = 10_000
/** How long the server may take to read what it was sent and to hang up, once we have. */
const FAREWELL_MS = 10_000

/** What became of something that was to be sent; everything but `sent` was not. */
export type Sending = 'sent' | 'ended' | 'too-long' | 'not-private'

export interface SessionOptions {
  readonly name: string
  readonly onEvent: (event: SessionEvent) => void
  readonly heartbeatMs?: number
  /** How long the server may take to greet. */
  readonly greetingMs?: number
  readonly farewellMs?: number
  /** Comes as a canary, who is never given a name, and shows this token if it has one. */
  readonly canary?: { readonly token?: string | undefined }
}

const REFUSALS = ['banned', 'full', 'rate', 'per-address'] as const
/** Texts after which the server hangs up. */
const LAST_WORDS = ['kicked', 'banned-now', 'heartbeat-timeout', 'shutdown'] as const

/** One connection to a chat server, over any stream: speaks the protocol and says what it hears. */
export class Session {
  /** Resolves with the reason when the connection has ended, after the event of the same meaning. */
  readonly ended: Promise<EndReason>
  readonly #stream: Duplex
  readonly #options: SessionOptions
  readonly #decoder = new FrameDecoder()
  readonly #finish: (reason: EndReason) => void
  readonly #requested = new Set<string>()
  readonly #heartbeat: NodeJS.Timeout
  #patience: NodeJS.Timeout | undefined
  #name: string
  #rules: Rules | undefined
  #phase: 'greeting' | 'in' | 'leaving' | 'over' = 'greeting'
  /** What the server said last, in case that it hangs up over it. */
  #lastWord: EndReason = 'closed'

  constructor(stream: Duplex, options: SessionOptions) {
    this.#stream = stream
    this.#options = options
    this.#name = options.name
    const { promise, resolve } = Promise.withResolvers<EndReason>()
    this.ended = promise
    this.#finish = resolve
    stream.on('data', (chunk: Buffer) => this.#received(chunk))
    stream.on('end', () => this.#over(this.#phase === 'leaving' ? 'left' : this.#lastWord))
    stream.on('error', (error: NodeJS.ErrnoException) => this.#broken(error.code ?? error.message))
    stream.on('close', () => this.#broken(''))
    this.#heartbeat = setInterval(() => this.#beat(), options.heartbeatMs ?? HEARTBEAT_MS)
    this.#patience = setTimeout(() => this.#unwelcome(), options.greetingMs ?? GREETING_MS)
    if (options.canary?.token !== undefined)
      this.#write(byteString(canaryHeartbeat({ token: options.canary.token })))
    // Makes a server that waits to be spoken to show what it is; a chat server hears a sign of life.
    this.#beat()
  }

  /** Our name as the server knows it, as far as it has told. */
  get name(): string {
    return this.#name
  }

  /** Undefined until the server has greeted. */
  get rules(): Rules | undefined {
    return this.#rules
  }

  /** A text to everybody. */
  say(text: string): Sending {
    return this.#send(clientPackets.text(this.#rules ?? 'v9', this.#name, text))
  }

  /** A text to one. Not to be had from a v6 server, which would show it to everybody. */
  whisper(target: string, text: string): Sending {
    if (this.#rules !== 'v9') return 'not-private'
    return this.#send(clientPackets.privateText(this.#name, target, text))
  }

  upload(filename: string, content: Buffer): Sending {
    return this.#send(clientPackets.upload(this.#rules ?? 'v9', this.#name, filename, content))
  }

  /** Asks this server, and no other, to pass on a word that nobody but canaries hears. */
  sing(say: string): Sending {
    return this.#send(canaryHeartbeat({ say }))
  }

  /** Asks a v9 server for a file; the answer is an event. */
  request(id: string): Sending {
    const sending = this.#send(clientPackets.fileRequest(id))
    if (sending === 'sent') this.#requested.add(id)
    return sending
  }

  /** Resolves when what was sent has left this process, or never will. */
  async drained(): Promise<void> {
    if (!this.#stream.writableNeedDrain) return
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#stream.on('drain', resolve).on('close', resolve)
    await promise
    this.#stream.off('drain', resolve).off('close', resolve)
  }

  /** Takes nothing more from the server until {@link resume}. */
  pause(): void {
    this.#stream.pause()
  }

  resume(): void {
    this.#stream.resume()
  }

  /**
   * Hangs up by half and waits for the server to do the same: it handles everything that came before, and its answers
   * still arrive (protocol clause 2). One that has not greeted yet was told nothing.
   */
  leave(): Promise<EndReason> {
    if (this.#phase === 'greeting') this.#over('left')
    if (this.#phase === 'in') {
      this.#phase = 'leaving'
      clearTimeout(this.#patience)
      this.#patience = setTimeout(() => this.#over('unconfirmed'), this.#options.farewellMs ?? FAREWELL_MS)
      this.#stream.end()
    }
    return this.ended
  }

  /** Ends the connection at once. */
  destroy(): void {
    this.#over('unconfirmed')
  }

  #send(body: string): Sending {
    if (this.#phase !== 'in' || !this.#stream.writable) return 'ended'
    const encoded = byteString(body)
    if (encoded.length > LIMITS.bodyBytes) return 'too-long'
    this.#write(encoded)
    return 'sent'
  }

  #write(body: ByteString): void {
    if (this.#stream.writable) this.#stream.write(frameOf(body))
  }

  #beat(): void {
    if (this.#phase !== 'leaving') this.#write(byteString(clientPackets.heartbeat))
  }

  #received(chunk: Buffer): void {
    this.#decoder.push(chunk)
    while (this.#phase !== 'over') {
      const body = this.#decoder.next()
      if (body === undefined) return
      const read = typeof body === 'string' ? body : readPacket(body)
      if (typeof read === 'object') this.#packet(read.packet)
      // Behind a bad length nothing can be found again; one bad body alone could be skipped, but no server sends one.
      else return this.#over(this.#phase === 'greeting' ? 'not-chat' : 'protocol', read)
    }
  }

  #packet(packet: Packet): void {
    const event = readEvent(packet, this.#name)
    this.#lastWord = 'closed'
    if (event === undefined) return
    if (event.kind !== 'notice') {
      if (event.kind !== 'file' || this.#requested.delete(event.id)) this.#options.onEvent(event)
      return
    }
    const { notice, values, text } = event
    const refusal = REFUSALS.find((known) => known === notice)
    if (this.#phase === 'greeting') {
      if (refusal !== undefined) this.#lastWord = refusal
      else this.#welcome(packet, text)
      return
    }
    this.#lastWord = LAST_WORDS.find((known) => known === notice) ?? 'closed'
    const given =
      notice === 'name-taken'
        ? values[1]
        : notice === 'name-refused' || notice === 'renamed-you'
          ? values[0]
          : undefined
    if (given === undefined) return this.#options.onEvent(event)
    this.#name = given
    this.#options.onEvent({ kind: 'name', name: given, text })
  }

  /** The first text of the system that is no refusal lets us in, whatever its words. */
  #welcome(packet: Packet, text: string): void {
    clearTimeout(this.#patience)
    this.#phase = 'in'
    this.#rules = 'protocol_version' in packet ? 'v9' : 'v6'
    // A v6 server would forward it to everybody, and needs no name before the first text.
    if (this.#rules === 'v9' && this.#options.canary === undefined)
      this.#send(clientPackets.hello(this.#name))
    this.#options.onEvent({ kind: 'welcome', rules: this.#rules, text })
  }

  #unwelcome(): void {
    this.#over(this.#lastWord === 'closed' ? 'silent' : this.#lastWord)
  }

  #broken(detail: string): void {
    // After the last word of a server, a reset is only the rudeness of its end.
    const reason =
      this.#phase === 'leaving' ? 'unconfirmed' : this.#lastWord === 'closed' ? 'reset' : this.#lastWord
    this.#over(reason, detail)
  }

  #over(reason: EndReason, detail = ''): void {
    if (this.#phase === 'over') return
    this.#phase = 'over'
    clearInterval(this.#heartbeat)
    clearTimeout(this.#patience)
    this.#decoder.clear()
    this.#stream.end()
    this.#stream.destroy()
    this.#options.onEvent({ kind: 'end', reason, detail })
    this.#finish(reason)
  }
}
