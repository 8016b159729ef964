import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { backoffMs } from './backoff.ts'
import { ConnectError, type ConnectFailure } from './connect.ts'
import { type Sending, Session } from './session.ts'
import type { EndReason, SessionEvent } from './session-events.ts'
import { tellUngreeted } from './tell-ungreeted.ts'

/** Why a connection was lost or could not be made. */
export type Loss = { readonly reason: EndReason | ConnectFailure; readonly detail: string }

/** What a client says beside what its session does. */
export type ClientEvent =
  | SessionEvent
  | {
      readonly kind: 'reconnecting'
      readonly loss: Loss
      readonly attempt: number
      readonly of: number
      readonly waitMs: number
    }

export interface ChatClientOptions {
  readonly name: string
  /** Makes a connection; rejects with a ConnectError. */
  readonly open: (signal: AbortSignal) => Promise<Duplex>
  readonly onEvent: (event: ClientEvent) => void
  /** Attempts to come back before it gives up; 0 for none. */
  readonly attempts: number
  readonly heartbeatMs?: number
  /** How long the server may take to greet at the first visit; later it is known to be one. */
  readonly greetingMs?: number
  /** The first visit is connected, and not greeted for a while; told with what `greetingMs` says. */
  readonly onUngreeted?: (limitMs: number) => void
  readonly farewellMs?: number
  readonly backoff?: (attempt: number) => number
}

/** Ends that a client must respect: coming back at once would be rude, or futile. */
const FINAL: ReadonlySet<string> = new Set([
  'left',
  'unconfirmed',
  'banned',
  'banned-now',
  'kicked',
  'not-chat',
])

/** After so long in the room the next loss counts as the first; a server that lets in and throws out is given up on. */
const SETTLED_MS = 30_000

/** A client that comes back when it loses the connection after it had been in the room. */
export class ChatClient {
  readonly #options: ChatClientOptions
  readonly #stop = new AbortController()
  #session: Session | undefined
  #wasIn = false
  #attempt = 0
  #settling: NodeJS.Timeout | undefined
  #ready = Promise.withResolvers<boolean>()

  constructor(options: ChatClientOptions) {
    this.#options = options
  }

  /** The connection of now, once the server has greeted. */
  get session(): Session | undefined {
    return this.#session?.rules === undefined ? undefined : this.#session
  }

  /** Resolves with true when the client is in the room (again), or with false when it never will be. */
  get ready(): Promise<boolean> {
    return this.#ready.promise
  }

  /** Stays until it is told to leave, or cannot stay any longer; resolves with the reason. */
  async stay(): Promise<Loss> {
    try {
      for (;;) {
        const loss = await this.#visit()
        const isOver = this.#stop.signal.aborted || !this.#wasIn || FINAL.has(loss.reason)
        if (isOver || this.#attempt >= this.#options.attempts || !(await this.#wait(loss))) return loss
      }
    } finally {
      this.#ready.resolve(false)
    }
  }

  /** Hangs up politely; what was sent arrives first. */
  leave(): void {
    this.#stop.abort()
    this.#session?.leave()
  }

  /** Sends by whatever the present connection offers. */
  send(how: (session: Session) => Sending): Sending {
    return this.session === undefined ? 'ended' : how(this.session)
  }

  async #visit(): Promise<Loss> {
    try {
      const stream = await this.#options.open(this.#stop.signal)
      let detail = ''
      const { greetingMs, onUngreeted, ...options } = this.#options
      const first = this.#wasIn || greetingMs === undefined ? {} : { greetingMs }
      const stopTelling = tellUngreeted(first.greetingMs ?? 0, onUngreeted)
      const session = new Session(stream, {
        ...options,
        ...first,
        onEvent: (event) => {
          if (event.kind === 'welcome' || event.kind === 'end') stopTelling()
          if (event.kind === 'end') detail = event.detail
          if (event.kind === 'welcome') this.#arrived()
          this.#options.onEvent(event)
        },
      })
      this.#session = session
      if (this.#stop.signal.aborted) this.leave()
      const reason = await session.ended
      return { reason, detail }
    } catch (error) {
      if (this.#stop.signal.aborted) return { reason: 'left', detail: '' }
      if (error instanceof ConnectError) return { reason: error.why, detail: error.detail }
      throw error
    } finally {
      clearTimeout(this.#settling)
      if (this.session !== undefined) this.#ready = Promise.withResolvers()
      this.#session = undefined
    }
  }

  #arrived(): void {
    this.#wasIn = true
    this.#settling = setTimeout(() => {
      this.#attempt = 0
    }, SETTLED_MS).unref()
    this.#ready.resolve(true)
  }

  async #wait(loss: Loss): Promise<boolean> {
    const { backoff = (attempt) => backoffMs(attempt, Math.random()), attempts, onEvent } = this.#options
    this.#attempt++
    const waitMs = backoff(this.#attempt)
    onEvent({ kind: 'reconnecting', loss, attempt: this.#attempt, of: attempts, waitMs })
    await delay(waitMs, undefined, { signal: this.#stop.signal }).catch(() => {})
    return !this.#stop.signal.aborted
  }
}
