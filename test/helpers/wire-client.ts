import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { FrameReader, frame } from './framing.ts'

/** A packet as it was received; every one has been checked to be a JSON object in clean UTF-8. */
export type Packet = { readonly [key: string]: unknown }
export type Wanted = (packet: Packet) => boolean

export const isList: Wanted = (packet) => packet.type === 'user_list'
export const isTalk: Wanted = (packet) => packet.type !== 'user_list'
export const anything: Wanted = () => true

export interface WireAddress {
  readonly port: number
  readonly host?: string
  /** The client's own address, any 127.x.y.z on Linux; decides which limits and sanctions meet it. */
  readonly from?: string
  /** Do not read until `resume()`. */
  readonly paused?: boolean
}

/** How long a wait may take on a busy machine, in milliseconds. */
export const PATIENCE = 5000

/** A chat client on a bare socket: sends anything, right or wrong, and hands out what comes back in order. */
export class WireClient {
  readonly #socket: Socket
  readonly #frames = new FrameReader()
  readonly #inbox: Packet[] = []
  readonly #bodies = new WeakMap<Packet, string>()
  #wake: () => void = () => {}
  #violation: Error | undefined
  #ended: 'no' | 'finished' | 'broken' = 'no'

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => this.#receive(chunk))
    socket.on('end', () => this.#end('finished'))
    socket.on('error', () => this.#end('broken'))
    socket.on('close', () => this.#end('broken'))
  }

  /** Connects, for at most `PATIENCE`; rejects when nobody listens. */
  static async connect({ port, host = '127.0.0.1', from, paused }: WireAddress): Promise<WireClient> {
    const socket = connect({ port, host, noDelay: true, ...(from && { localAddress: from }) })
    const client = new WireClient(socket)
    if (paused) socket.pause()
    await once(socket, 'connect', { signal: AbortSignal.timeout(PATIENCE) })
    return client
  }

  get localPort(): number {
    return this.#socket.localPort ?? 0
  }

  send(packet: object): void {
    this.sendFrame(JSON.stringify(packet))
  }

  /** One frame around this very body. */
  sendFrame(body: string | Uint8Array): void {
    this.sendRaw(frame(body))
  }

  sendRaw(bytes: Uint8Array): void {
    if (this.#socket.writable) this.#socket.write(bytes)
  }

  /** Ends our side; the other one may still be talking. */
  finish(): void {
    this.#socket.end()
  }

  reset(): void {
    this.#socket.resetAndDestroy()
  }

  resume(): void {
    this.#socket.resume()
  }

  /** The text of the body that this packet was. */
  bodyOf(packet: Packet): string {
    return this.#bodies.get(packet) ?? ''
  }

  /**
   * The next packet that is wanted; those before it are dropped. Lists of users are only given to who asks for them:
   * one is pushed by and by, so that it can come at any time after somebody has left.
   */
  async next(wanted: Wanted = isTalk, ms = PATIENCE): Promise<Packet> {
    const packets = await this.upTo(wanted, ms)
    return packets.at(-1) as Packet
  }

  /** All packets up to and with the first that is wanted. */
  async upTo(wanted: Wanted, ms = PATIENCE): Promise<Packet[]> {
    const deadline = Date.now() + ms
    const passed: Packet[] = []
    for (;;) {
      this.#checkStream()
      const packet = this.#inbox.shift()
      if (packet) {
        passed.push(packet)
        if (wanted(packet)) return passed
      } else if (this.#ended !== 'no') {
        assert.fail(`the connection ended (${this.#ended}) before the packet came, after ${brief(passed)}`)
      } else if (!(await this.#change(deadline))) {
        assert.fail(`no such packet within ${ms} ms, only ${brief(passed)}`)
      }
    }
  }

  /** Fails if anything comes within this time, lists of users excepted. */
  async expectNothing(ms: number, except: Wanted = isList): Promise<void> {
    const deadline = Date.now() + ms
    for (;;) {
      this.#checkStream()
      const packet = this.#inbox.shift()
      if (packet) assert.ok(except(packet), `unexpected: ${brief([packet])}`)
      else if (this.#ended !== 'no' || !(await this.#change(deadline))) return
    }
  }

  /** Waits for the end of the connection and gives what came before it. */
  async closed(ms = PATIENCE): Promise<Packet[]> {
    const deadline = Date.now() + ms
    while (this.#ended === 'no') assert.ok(await this.#change(deadline), `still connected after ${ms} ms`)
    this.#checkStream()
    return this.#inbox.splice(0)
  }

  /** How it ended: with a FIN after everything was delivered, or by a reset. */
  get ending(): 'no' | 'finished' | 'broken' {
    return this.#ended
  }

  /** Hangs up and waits until the other side has noticed. */
  async close(): Promise<void> {
    if (this.#socket.closed) return
    const closed = once(this.#socket, 'close')
    this.#socket.resume()
    this.#socket.end()
    await Promise.race([closed, delay(1000, undefined, { ref: false })])
    this.#socket.destroy()
  }

  #receive(chunk: Buffer): void {
    for (const body of this.#frames.push(chunk)) {
      try {
        const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
        const packet = JSON.parse(text)
        assert.ok(
          typeof packet === 'object' && packet !== null && !Array.isArray(packet),
          `no object: ${text}`,
        )
        assert.ok(isWellFormed(packet), `lone surrogates: ${text.slice(0, 200)}`)
        this.#inbox.push(packet)
        this.#bodies.set(packet, text)
      } catch (error) {
        this.#violation ??= error as Error
      }
    }
    this.#wake()
  }

  #end(how: 'finished' | 'broken'): void {
    if (this.#ended === 'no') this.#ended = how
    if (this.#frames.pending > 0 && how === 'finished') this.#violation ??= new Error('ended inside a frame')
    this.#wake()
  }

  #checkStream(): void {
    if (this.#violation) throw this.#violation
  }

  async #change(deadline: number): Promise<boolean> {
    const left = deadline - Date.now()
    if (left <= 0) return false
    const timer = new AbortController()
    const changed = new Promise<boolean>((resolve) => {
      this.#wake = () => resolve(true)
    })
    const expired = delay(left, false, { signal: timer.signal }).catch(() => false)
    const result = await Promise.race([changed, expired])
    timer.abort()
    return result
  }
}

function isWellFormed(value: unknown): boolean {
  const waiting = [value]
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    if (typeof item === 'string' && !item.isWellFormed()) return false
    if (typeof item === 'object' && item !== null) {
      for (const [key, inner] of Object.entries(item)) waiting.push(key, inner)
    }
  }
  return true
}

const brief = (packets: Packet[]) =>
  packets.length === 0 ? 'nothing' : packets.map((packet) => JSON.stringify(packet).slice(0, 200)).join(' ')
