import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { FrameReader, frame } from '../../../helpers/framing.ts'
import type { Rules } from './expectation.ts'
import { essenceOf } from './meant.ts'

export const HOST = '127.0.0.1'
/** How long a healthy server may take to hand on one text, on a busy machine, in milliseconds. */
export const PATIENCE = 30_000
const PROBE = /^probe (\d+) (\d+)$/
const SYNC = /^sync (\d+)$/
/** The fields of everything that a v9 client in the room may receive of others (protocol clause 3.3). */
const V9_KEYS: Record<string, string> = {
  text: 'from,msg,msg_id,protocol_version,target,type',
  user_list: 'msg_id,protocol_version,type,users',
  file_notify: 'file_id,filename,from,msg_id,protocol_version,type',
}
const LONGEST_TEXT = 1003

/** The text behind the n-th frame of an attack: whoever gets it knows that the connection lived until then. */
export const probe = (attack: number, n: number) =>
  frame(JSON.stringify({ type: 'text', from: 'probe', msg: `probe ${attack} ${n}` }))

/**
 * The innocent in the room: two clients, one of whom speaks and the other listens. The listener checks everything that it
 * is sent, and whatever goes wrong for the two of them is a violation.
 */
export class Witness {
  readonly #rules: Rules
  readonly #speaker: Socket
  readonly #listener: Socket
  readonly #frames = new FrameReader()
  readonly #seen = new Map<number, number[]>()
  readonly #syncs = new Map<number, () => void>()
  #lastSync = 0
  #greeted = false
  /** What attackers said that reached the listener. */
  heard: string[] = []
  violation: Error | undefined

  private constructor(rules: Rules, speaker: Socket, listener: Socket) {
    this.#rules = rules
    this.#speaker = speaker
    this.#listener = listener
    speaker.resume()
    listener.on('data', (chunk: Buffer) => this.#received(chunk))
    for (const socket of [speaker, listener]) {
      socket.on('error', () => {})
      socket.on('close', () => this.#fail(new Error('an innocent client was disconnected')))
    }
  }

  static async enter(port: number, rules: Rules): Promise<Witness> {
    const sockets = [
      connect({ port, host: HOST, noDelay: true }),
      connect({ port, host: HOST, noDelay: true }),
    ] as const
    await Promise.all(sockets.map((socket) => once(socket, 'connect')))
    return new Witness(rules, ...sockets)
  }

  /** Numbers of the probes of an attack that have arrived, in the order of their arrival. */
  takeProbes(attack: number): readonly number[] {
    const seen = this.#seen.get(attack) ?? []
    this.#seen.delete(attack)
    return seen
  }

  /** Resolves when the listener has everything that the server was told before. */
  async sync(): Promise<void> {
    const number = ++this.#lastSync
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#syncs.set(number, resolve)
    this.#speaker.write(frame(JSON.stringify({ type: 'text', from: 'speaker', msg: `sync ${number}` })))
    const timer = new AbortController()
    const late = delay(PATIENCE, 'late', { signal: timer.signal }).catch(() => 'over')
    const outcome = await Promise.race([promise, late])
    timer.abort()
    assert.notEqual(outcome, 'late', `nobody was heard for ${PATIENCE} ms`)
    if (this.violation) throw this.violation
  }

  leave(): void {
    for (const socket of [this.#speaker, this.#listener]) socket.removeAllListeners('close').destroy()
  }

  #received(chunk: Buffer): void {
    for (const body of this.#frames.push(chunk)) {
      try {
        this.#read(body)
      } catch (error) {
        this.#fail(new Error(`${(error as Error).message}: ${body.toString().slice(0, 500)}`))
      }
    }
  }

  #read(body: Buffer): void {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
    const packet = JSON.parse(text) as Record<string, unknown>
    if (!this.#greeted) {
      assert.equal(packet.from, '系统', 'no greeting')
      this.#greeted = true
      return
    }
    const msg = typeof packet.msg === 'string' ? packet.msg : ''
    const sync = SYNC.exec(msg)
    if (sync) return this.#synced(Number(sync[1]))
    const probed = PROBE.exec(msg)
    if (probed) return this.#probed(Number(probed[1]), Number(probed[2]))
    this.#check(packet)
    if (this.#rules === 'v6' || packet.target === '所有人' || packet.type === 'file')
      this.heard.push(essenceOf(packet, this.#rules))
  }

  #synced(number: number): void {
    this.#syncs.get(number)?.()
    this.#syncs.delete(number)
  }

  #probed(attack: number, number: number): void {
    const seen = this.#seen.get(attack)
    if (seen) seen.push(number)
    else this.#seen.set(attack, [number])
  }

  #check(packet: Record<string, unknown>): void {
    assert.ok(typeof packet === 'object' && packet !== null && !Array.isArray(packet), 'no object')
    assert.notEqual(packet.from, '系统', 'somebody spoke as the system')
    if (this.#rules === 'v6') return
    const type = String(packet.type)
    if (type === 'file') return
    assert.equal(Object.keys(packet).sort().join(), V9_KEYS[type], `the fields of ${type}`)
    if (type !== 'text') return
    assert.equal(packet.target, '所有人', 'a text for somebody else')
    assert.ok([...String(packet.msg)].length <= LONGEST_TEXT, 'a text that should have been cut')
  }

  #fail(error: Error): void {
    this.violation ??= error
    for (const resolve of this.#syncs.values()) resolve()
    this.#syncs.clear()
  }
}
