import { randomUUID } from 'node:crypto'
import { type ChatAddress, ConnectError, openConnection } from './connect.ts'
import { type Hop, type HopOutcome, OUTCOME_OF_END } from './hop.ts'
import { Session } from './session.ts'
import type { SessionEvent } from './session-events.ts'

export interface CanaryOptions {
  readonly address: ChatAddress
  /** From the control socket: brings two clients in unseen. Without one a single client comes as any user would. */
  readonly token?: string | undefined
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  /** Milliseconds that only grow. */
  readonly now: () => number
}

type Failure = Pick<Hop, 'step' | 'outcome' | 'detail'>

/** Why a canary did not get in, as it stands in a {@link Hop}. */
export type EntryFailure = Failure & Pick<Hop, 'connectMs'>

/** How long a word took to be heard; null where the server does not pass on words of canaries. */
export type Echo = { readonly echoMs: number | null } | Failure

type Ears = Set<(event: SessionEvent, ear: number) => void>

interface Visitor {
  readonly session: Session
  readonly connectMs: number
  readonly welcomeMs: number
}

/** The time that a server which knows no canaries is given to prove the contrary, in ms; more on a slow line. */
const UNANSWERED_MS = 1000
const ROUND_TRIPS = 10
/** How long the server may take to hang up at the end. */
const FAREWELL_MS = 500
const NAME = 'chatctl'

/** One or two clients in a room, who find out whether what is said there is heard. */
export class Canary {
  readonly #visitors: readonly Visitor[]
  readonly #options: CanaryOptions
  readonly #ears: Ears
  #marked: boolean

  private constructor(visitors: readonly Visitor[], options: CanaryOptions, ears: Ears) {
    this.#visitors = visitors
    this.#options = options
    this.#ears = ears
    this.#marked = options.token !== undefined
  }

  /**
   * Connects and waits for the greeting.
   *
   * @throws the signal's reason if that was aborted
   */
  static async enter(options: CanaryOptions): Promise<Canary | EntryFailure> {
    const ears: Ears = new Set()
    const deadline = options.now() + options.timeoutMs
    const count = options.token === undefined ? 1 : 2
    const visits = await Promise.allSettled(
      Array.from({ length: count }, (_, ear) =>
        visit(options, deadline, (event) => {
          for (const heard of ears) heard(event, ear)
        }),
      ),
    )
    const found = visits.flatMap((visited) => (visited.status === 'fulfilled' ? [visited.value] : []))
    const visitors = found.filter((one) => 'session' in one)
    if (visitors.length === count) return new Canary(visitors, options, ears)
    for (const { session } of visitors) session.destroy()
    options.signal?.throwIfAborted()
    for (const visited of visits) if (visited.status === 'rejected') throw visited.reason
    return found.find((one) => 'outcome' in one) as EntryFailure
  }

  /** What is known of the hop so far. */
  get facts(): Pick<Hop, 'marked' | 'rules' | 'connectMs' | 'welcomeMs'> {
    return {
      marked: this.#marked,
      rules: this.#visitors[0]?.session.rules ?? null,
      connectMs: Math.max(...this.#visitors.map(({ connectMs }) => connectMs)),
      welcomeMs: Math.max(...this.#visitors.map(({ welcomeMs }) => welcomeMs)),
    }
  }

  /** Says a word and waits until it is heard: by the other canary, or by ourselves where we are alone. */
  async echo(timeoutMs: number): Promise<Echo> {
    const { now, signal } = this.#options
    const { promise, resolve } = Promise.withResolvers<Echo>()
    const word = randomUUID()
    const failed = (outcome: HopOutcome, detail = '') => resolve({ step: 'echo', outcome, detail })
    const hear = (event: SessionEvent, ear: number) => {
      if (event.kind === 'canary' && event.heard === word) {
        // Hearing oneself is what a server grants to everybody: it has not taken us for canaries.
        if (ear === 0) this.#marked = false
        resolve({ echoMs: now() - start })
      } else if (event.kind === 'notice' && event.notice === 'muted' && ear === 0) failed('muted')
      else if (event.kind === 'end') failed(OUTCOME_OF_END[event.reason], event.detail)
    }
    const patience = this.#marked ? timeoutMs : Math.min(timeoutMs, this.#patienceMs)
    const timer = setTimeout(() => (this.#marked ? failed('no-echo') : resolve({ echoMs: null })), patience)
    const onAbort = () => failed('timeout')
    signal?.addEventListener('abort', onAbort, { once: true })
    this.#ears.add(hear)
    const start = now()
    if (this.#visitors[0]?.session.sing(word) !== 'sent') failed('closed')
    const echo = await promise
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
    this.#ears.delete(hear)
    signal?.throwIfAborted()
    return echo
  }

  /** Hangs up, and gives the server a moment to do so too: cutting it off would look like trouble there. */
  async leave(): Promise<void> {
    await Promise.all(this.#visitors.map(({ session }) => session.leave()))
  }

  get #patienceMs(): number {
    const { connectMs, welcomeMs } = this.facts
    return Math.max(UNANSWERED_MS, ROUND_TRIPS * ((connectMs ?? 0) + (welcomeMs ?? 0)))
  }
}

async function visit(
  { address, token, signal, now }: CanaryOptions,
  deadline: number,
  onEvent: (event: SessionEvent) => void,
): Promise<Visitor | EntryFailure> {
  const start = now()
  const left = () => Math.max(1, deadline - now())
  try {
    const stream = await openConnection(address, { timeoutMs: left(), signal })
    const connected = now()
    const { promise: welcome, resolve } = Promise.withResolvers<'in' | Failure>()
    const session = new Session(stream, {
      name: NAME,
      canary: { token },
      greetingMs: left(),
      farewellMs: FAREWELL_MS,
      onEvent(event) {
        if (event.kind === 'welcome') resolve('in')
        if (event.kind === 'end')
          resolve({ step: 'welcome', outcome: OUTCOME_OF_END[event.reason], detail: event.detail })
        onEvent(event)
      },
    })
    const onAbort = () => session.destroy()
    signal?.addEventListener('abort', onAbort, { once: true })
    const entry = await welcome
    signal?.removeEventListener('abort', onAbort)
    const connectMs = connected - start
    return entry === 'in' ? { session, connectMs, welcomeMs: now() - connected } : { ...entry, connectMs }
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error
    const { why, detail } = error
    return { step: 'connect', outcome: why === 'unknown-host' ? 'unreachable' : why, detail, connectMs: null }
  }
}
