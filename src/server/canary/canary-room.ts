import type { Duplex } from 'node:stream'
import { byteString } from '../../encoding/byte-string.ts'
import { CANARY_TYPE, canaryWish } from '../../protocol/canary.ts'
import type { Body, Dialect } from '../../protocol/dialect.ts'
import { frameOf } from '../../protocol/frame.ts'
import { readPacket } from '../../protocol/packet.ts'
import { TEXTS } from '../../protocol/texts.ts'
import { Client, type ClientEvents } from '../client.ts'
import { Counters } from '../counters.ts'
import { Turn } from '../delivery/turn.ts'
import { CanaryGrants, type Pair } from './grants.ts'
import { peekFrame } from './peek-frame.ts'

/** How long a new connection may take to show a token, while one is expected; those without one wait as long. */
const HOLD_MS = 250
/** A canary that is forgotten leaves by itself. */
const LIFETIME_MS = 30_000
/** A canary's frames are short. */
const MOST_PENDING_BYTES = 4096

/** What of the real room a canary is there to find out. */
export interface CanarySurroundings {
  readonly dialect: Dialect
  readonly isBanned: (ip: string) => boolean
  readonly isMuted: (client: Client) => boolean
  /** Milliseconds on a steady clock. */
  readonly now: () => number
  readonly onEntry: (ip: string) => void
}

/** Where a connection comes from. */
export interface Origin {
  readonly ip: string
  readonly port: number
  readonly tls: boolean
}

/** The answer to a canary that was heard. */
export function heard(dialect: Dialect, say: string): Body {
  return dialect.close(byteString(`{"type":"${CANARY_TYPE}","heard":${JSON.stringify(say.toWellFormed())}`))
}

/**
 * Canaries: clients of chatctl that come in with a token and talk to each other, so that it is known whether clients can. They
 * go through the same code as users do, are banned and muted like them, and nobody hears of them: they take no place, stand
 * in no list, and count nowhere.
 */
export class CanaryRoom {
  readonly #around: CanarySurroundings
  readonly #grants = new CanaryGrants<Client>()
  readonly #members = new Map<Client, { readonly pair: Pair<Client>; readonly timer: NodeJS.Timeout }>()
  readonly #turn = new Turn<Client>([])
  /** Not those of the server. */
  readonly #counters = new Counters()
  readonly #events: ClientEvents

  constructor(around: CanarySurroundings) {
    this.#around = around
    this.#events = {
      frame: (client, body) => this.#frame(client, body),
      broken: (client) => client.destroy(),
      pending: (client) => client.pendingBytes > MOST_PENDING_BYTES && client.destroy(),
      overflow: (client) => client.destroy(),
      congested() {},
      gone: (client) => this.#leave(client),
    }
  }

  /** A token for two connections within the next seconds. */
  grant(): { readonly token: string; readonly expiresInMs: number } {
    return this.#grants.grant(this.#around.now())
  }

  /** Whether a new connection could be a canary. */
  get isExpecting(): boolean {
    return this.#grants.isOpen(this.#around.now())
  }

  /**
   * Takes in a connection that shows a token.
   *
   * @param admit  called for every other one, untouched
   */
  async meet(socket: Duplex, origin: Origin, admit: () => void): Promise<void> {
    const body = await peekFrame(socket, HOLD_MS)
    // Gone before anybody could have let it in.
    if (socket.destroyed || socket.readableEnded) return void socket.destroy()
    const token = body && wishOf(body)?.token
    const pair = token === undefined ? undefined : this.#grants.claim(token, this.#around.now())
    if (pair === undefined) admit()
    else this.#enter(socket, origin, pair)
  }

  close(): void {
    for (const client of this.#members.keys()) client.destroy()
  }

  #enter(socket: Duplex, origin: Origin, pair: Pair<Client>): void {
    const { dialect, isBanned, onEntry } = this.#around
    const client = new Client(
      socket,
      { ...origin, id: 0, at: 0, now: this.#around.now(), queueLimit: () => MOST_PENDING_BYTES },
      this.#events,
      this.#counters,
    )
    onEntry(origin.ip)
    if (isBanned(origin.ip)) return client.dismiss(frameOf(dialect.system(TEXTS.banned)))
    const timer = setTimeout(() => client.destroy(), LIFETIME_MS).unref()
    this.#members.set(client, { pair, timer })
    pair.add(client)
    this.#send(client, dialect.system(TEXTS.welcome))
  }

  #frame(client: Client, body: Buffer): void {
    const say = wishOf(body)?.say
    const pair = this.#members.get(client)?.pair
    if (say === undefined || pair === undefined) return
    const { dialect, isMuted } = this.#around
    if (isMuted(client)) return this.#send(client, dialect.system(TEXTS.muted))
    const answer = heard(dialect, say)
    for (const other of pair) if (other !== client) this.#send(other, answer)
  }

  #send(client: Client, body: Body): void {
    this.#turn.send(client, frameOf(body))
  }

  #leave(client: Client): void {
    const member = this.#members.get(client)
    if (member === undefined) return
    clearTimeout(member.timer)
    member.pair.delete(client)
    this.#members.delete(client)
  }
}

function wishOf(body: Buffer) {
  const read = readPacket(body)
  return typeof read === 'string' || read.packet.type !== 'heartbeat' ? undefined : canaryWish(read.packet)
}
