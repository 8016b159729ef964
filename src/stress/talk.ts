import { setTimeout as delay } from 'node:timers/promises'
import { clientPackets } from '../client/packets.ts'
import { Heard } from './heard.ts'
import { Latencies } from './latencies.ts'
import type { LoadClient } from './load-client.ts'
import type { Marks } from './mark.ts'
import { MessageReader } from './messages.ts'
import type { BenchPlan } from './plan.ts'
import type { Troubles } from './troubles.ts'

export interface TalkOptions {
  readonly plan: BenchPlan
  readonly marks: Marks
  readonly troubles: Troubles
  /** Milliseconds that only grow. */
  readonly now: () => number
}

/** What a client does to stay in while it says nothing, in ms (protocol clause 9). */
const HEARTBEAT_MS = 25_000
/** How often the clock is looked at while nothing happens, in ms. */
const WATCH_MS = 50
/** After Ctrl+C, what is under way may still arrive for so long, in ms. */
const FAREWELL_MS = 300

/** The clients of a room say their messages and hear those of the others. */
export class Talk {
  readonly latencies = new Latencies()
  /** How late messages were sent, which is this process's own fault. */
  readonly lateness = new Latencies()
  sent = 0
  startedAt = 0
  lastHeardAt = 0
  readonly #options: TalkOptions
  readonly #reader: MessageReader
  #room: readonly LoadClient[] = []
  #heard: Heard[] = []
  /** Of each sender, when each of its messages should have been sent. */
  #intended: number[][] = []
  /** Of each sender, the latest turn that somebody has heard. */
  #heardTurn: number[] = []
  #heardByThoseWhoLeft = 0
  #stayed = 0
  #lastSaidAt = 0
  /** Deliveries that the server has refused to make. */
  #refused = 0
  #wake = () => {}
  /** With rate 0: says the next message of a client. */
  #onFirstHeard: (sender: number) => void = () => {}

  constructor(options: TalkOptions) {
    this.#options = options
    this.#reader = new MessageReader(options.marks, options.plan.size)
  }

  /** Different messages that arrived, over all clients. */
  get heard(): number {
    return this.#heard.reduce((sum, { count }) => sum + count, this.#heardByThoseWhoLeft)
  }

  /** Deliveries to those who are still in that have not come. */
  get outstanding(): number {
    let outstanding = -this.#refused
    for (const { number, isIn } of this.#room)
      if (isIn) outstanding += this.sent - this.#sentBy(number) - (this.#heard[number]?.count ?? 0)
    return Math.max(0, outstanding)
  }

  /** Clients that are still in. */
  get stayed(): number {
    return this.#stayed
  }

  /** For {@link LoadClient}: whether a body was one of ours. */
  hear(client: LoadClient, body: Buffer): boolean {
    const received = this.#reader.read(body)
    if (received === undefined) return false
    const { troubles, now } = this.#options
    if (received === 'bad-frame') {
      troubles.add('bad-frame')
      return true
    }
    const { mark, as } = received
    const intended = this.#intended[mark.sender]?.[mark.turn]
    const heard = this.#heard[client.number]
    if (intended === undefined || heard === undefined) return true
    if (as !== 'sent') troubles.add(as)
    const hearing = heard.hear(mark.sender, mark.turn)
    if (hearing === 'twice') {
      troubles.add('duplicated')
      return true
    }
    if (hearing === 'late') troubles.add('out-of-order')
    this.lastHeardAt = now()
    this.latencies.add(this.lastHeardAt - intended)
    if ((this.#heardTurn[mark.sender] ?? -1) < mark.turn) {
      this.#heardTurn[mark.sender] = mark.turn
      this.#onFirstHeard(mark.sender)
    }
    return true
  }

  /** For {@link LoadClient}: a message was refused, so nobody will hear it. */
  refuse({ number }: LoadClient): void {
    this.#options.troubles.add('muted')
    this.#refused += Math.max(0, this.stayed - 1)
    this.#onFirstHeard(number)
    this.#wake()
  }

  /** For {@link LoadClient}: one has gone; what it has not heard, nobody waits for. */
  miss({ number }: LoadClient): void {
    const heard = this.#heard[number]
    if (heard === undefined) return
    this.#heardByThoseWhoLeft += heard.count
    heard.count = 0
    this.#stayed--
    this.#wake()
  }

  /** Sends everything, and waits for it until nothing has come for the plan's time. */
  async run(room: readonly LoadClient[], signal: AbortSignal): Promise<void> {
    const { plan, now } = this.#options
    room.forEach((client, number) => {
      client.number = number
    })
    this.#room = room
    this.#stayed = room.length
    this.#heard = room.map(() => new Heard(room.length))
    this.#intended = room.map(() => [])
    this.startedAt = now()
    this.lastHeardAt = this.startedAt
    const onAbort = () => this.#wake()
    signal.addEventListener('abort', onAbort)
    const heartbeat = setInterval(() => {
      for (const client of room) if (client.isIn) client.send(clientPackets.heartbeat)
    }, HEARTBEAT_MS)
    try {
      if (plan.rate > 0) await this.#sayOnTime(plan.rate, signal)
      else await this.#sayInTurn(signal)
      await this.#arrivals(signal)
    } finally {
      clearInterval(heartbeat)
      signal.removeEventListener('abort', onAbort)
    }
  }

  #sentBy(sender: number): number {
    return this.#intended[sender]?.length ?? 0
  }

  get #isOver(): boolean {
    const { plan, now } = this.#options
    if (this.stayed < 2) return true
    if (plan.durationMs !== null && now() - this.startedAt >= plan.durationMs) return true
    return plan.messages !== null && this.sent >= plan.messages
  }

  /** Message N is due at N / rate, whatever became of those before: a server that stalls is not waited for. */
  async #sayOnTime(rate: number, signal: AbortSignal): Promise<void> {
    const { now, plan } = this.#options
    let tried = 0
    let turn = 0
    const most = plan.messages ?? Number.POSITIVE_INFINITY
    while (tried < most && !this.#isOver && !signal.aborted) {
      const due = this.startedAt + (tried * 1000) / rate
      const wait = due - now()
      if (wait > 0) {
        await delay(Math.min(Math.ceil(wait), WATCH_MS), undefined, { signal }).catch(() => {})
        continue
      }
      tried++
      const client = this.#room[turn++ % this.#room.length]
      if (client?.isIn) this.#say(client, due)
      else tried--
      // The server's answers are to be read in between, however far we are behind.
      if (tried % this.#room.length === 0) await new Promise(setImmediate)
    }
  }

  async #sayInTurn(signal: AbortSignal): Promise<void> {
    const { now, plan } = this.#options
    this.#onFirstHeard = (sender) => {
      const client = this.#room[sender]
      if (client?.isIn && !this.#isOver && !signal.aborted)
        setImmediate(() => this.#isOver || this.#say(client, now()))
      else this.#wake()
    }
    for (const client of this.#room) if (!this.#isOver) this.#say(client, now())
    while (!this.#isOver && !signal.aborted && !(await this.#isQuiet(plan.timeoutMs))) await this.#change()
    this.#onFirstHeard = () => {}
  }

  async #arrivals(signal: AbortSignal): Promise<void> {
    const from = this.#options.now()
    while (this.outstanding > 0) {
      const isOver = signal.aborted
        ? await this.#isQuiet(FAREWELL_MS, from)
        : await this.#isQuiet(this.#options.plan.timeoutMs)
      if (isOver) return
      await this.#change()
    }
  }

  /** Whether nothing was heard for so long. */
  async #isQuiet(ms: number, since = 0): Promise<boolean> {
    const isOver = () => this.#options.now() - (since || Math.max(this.lastHeardAt, this.#lastSaidAt)) > ms
    if (!isOver()) return false
    // Where this process itself was held up, what came meanwhile is still to be read.
    await new Promise(setImmediate)
    await new Promise(setImmediate)
    return isOver()
  }

  /** Resolves when something has changed, or after a moment. */
  async #change(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#wake = resolve
    const timer = setTimeout(resolve, WATCH_MS)
    await promise
    clearTimeout(timer)
  }

  #say(client: LoadClient, intended: number): void {
    const { marks, plan, now, troubles } = this.#options
    if (client.isStalled) {
      troubles.add('stalled')
      return
    }
    const turns = this.#intended[client.number]
    if (turns === undefined) return
    const text = marks.text({ sender: client.number, turn: turns.length }, plan.size)
    turns.push(intended)
    this.sent++
    client.send(clientPackets.text(client.rules, `bench-${client.number + 1}`, text))
    this.#lastSaidAt = now()
    this.lateness.add(this.#lastSaidAt - intended)
  }
}
