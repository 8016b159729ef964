import { setTimeout as delay } from 'node:timers/promises'
import type {
  ChatEvent,
  ControlMethod,
  ControlMethods,
  Sample,
  ServerStatus,
  UserInfo,
} from '../control/methods.ts'
import { type Rates, ratesBetween } from './rates.ts'

/** The server that is watched; a control client is one. */
export interface WatchedServer {
  call<M extends ControlMethod>(
    method: M,
    params: ControlMethods[M]['params'],
    options?: { readonly timeoutMs?: number; readonly signal?: AbortSignal },
  ): Promise<ControlMethods[M]['result']>
  stream(name: 'events', params: { readonly level: string }, signal: AbortSignal): AsyncIterable<ChatEvent>
}

/** What one look at the server gave. */
interface Look {
  /** Milliseconds of a clock that only grows. */
  readonly at: number
  readonly time: Date
  readonly status: ServerStatus
  readonly users: readonly UserInfo[]
  /** null at the first look, and after a restart of the server. */
  readonly rates: Rates | null
}

/** Everything that is known of the server now. */
export interface Watched {
  readonly look: Look
  /** Deliveries per second at the looks so far, the newest last. */
  readonly deliveries: readonly number[]
  /** The last day in steps of half a minute, the newest last; empty where the server does not tell. */
  readonly samples: readonly Sample[]
  /** Newest last. */
  readonly warnings: readonly ChatEvent[]
  /** Why there are no new warnings, although the server answers. */
  readonly deaf: Error | null
  /** Why there is no newer look. */
  readonly trouble: { readonly error: Error; readonly since: Date } | null
}

export interface WatchOptions {
  /** Finds the server and connects; asked again after the connection has failed, as the server may be another by then. */
  readonly connect: () => Promise<WatchedServer>
  readonly everyMs: number
  readonly onChange: () => void
}

/** A server that does not answer within this is in trouble, and the watcher says so. */
const ANSWER_MS = 3000
const SAMPLES_EVERY_MS = 30_000
const KEPT_WARNINGS = 100
const KEPT_DELIVERIES = 600

/** Looks at a server again and again, follows its warnings, and finds it again after it was gone. */
export class ServerWatch {
  readonly #options: WatchOptions
  #server: WatchedServer | null = null
  #known: Watched | null = null
  #samplesAt = Number.NEGATIVE_INFINITY
  #following = false

  constructor(options: WatchOptions) {
    this.#options = options
  }

  /** What is known; null before the first look. */
  get known(): Watched | null {
    return this.#known
  }

  /** The connected server; null while it is gone. */
  get server(): WatchedServer | null {
    return this.#server
  }

  /**
   * Takes the first look.
   *
   * @throws ChatctlError as `connect`, and what the calls throw
   */
  async begin(signal: AbortSignal): Promise<void> {
    this.#server = await this.#options.connect()
    await this.#look(this.#server, signal)
    void this.#follow(this.#server, signal)
  }

  /** Looks until the signal; whatever fails is told in `trouble` and tried again. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.pause(signal)
      if (signal.aborted) return
      try {
        this.#server ??= await this.#options.connect()
        await this.#look(this.#server, signal)
        if (!this.#following) void this.#follow(this.#server, signal)
      } catch (error) {
        this.#server = null
        this.#change({ trouble: this.#known?.trouble ?? { error: error as Error, since: new Date() } })
      }
    }
  }

  /** Looks once more, after the time between two looks. */
  async again(signal: AbortSignal): Promise<void> {
    await this.pause(signal)
    if (this.#server !== null) await this.#look(this.#server, signal)
  }

  /** Waits as long as lies between two looks. */
  async pause(signal: AbortSignal): Promise<void> {
    await delay(this.#options.everyMs, undefined, { signal }).catch(() => {})
  }

  async #look(server: WatchedServer, signal: AbortSignal): Promise<void> {
    const options = { timeoutMs: ANSWER_MS, signal }
    const [status, users] = await Promise.all([
      server.call('status', {}, options),
      server.call('users', {}, options),
    ])
    const at = performance.now()
    const rates = this.#known === null ? null : ratesBetween(this.#known.look, { at, status })
    const deliveries = [...(this.#known?.deliveries ?? []), ...(rates === null ? [] : [rates.deliveries])]
    this.#change({
      look: { at, time: new Date(), status, users, rates },
      deliveries: deliveries.slice(-KEPT_DELIVERIES),
      samples: await this.#samples(server, signal, at),
      trouble: null,
    })
  }

  /** A server of an older version has none, and is watched all the same. */
  async #samples(server: WatchedServer, signal: AbortSignal, now: number): Promise<readonly Sample[]> {
    const before = this.#known?.samples ?? []
    if (now - this.#samplesAt < SAMPLES_EVERY_MS) return before
    this.#samplesAt = now
    return await server.call('samples', {}, { timeoutMs: ANSWER_MS, signal }).catch(() => before)
  }

  async #follow(server: WatchedServer, signal: AbortSignal): Promise<void> {
    this.#following = true
    this.#change({ deaf: null })
    try {
      for await (const event of server.stream('events', { level: 'WARNING' }, signal)) {
        this.#change({ warnings: [...(this.#known?.warnings ?? []), event].slice(-KEPT_WARNINGS) })
      }
    } catch (error) {
      this.#change({ deaf: error as Error })
    } finally {
      this.#following = false
    }
  }

  #change(change: Partial<Watched>): void {
    const nothing = { deliveries: [], samples: [], warnings: [], deaf: null, trouble: null }
    const { look = this.#known?.look } = change
    if (look === undefined) return
    this.#known = { ...nothing, ...this.#known, ...change, look }
    this.#options.onChange()
  }
}
