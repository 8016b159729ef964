import type { Duplex } from 'node:stream'
import { Door, type Refusal } from '../chat/admission.ts'
import { DeadlineWheel } from '../chat/deadlines.ts'
import { NameRegistry } from '../chat/name-registry.ts'
import type { WordFilter } from '../chat/word-filter.ts'
import type { Config } from '../config/schema.ts'
import type { Log } from '../logging/log.ts'
import { type Body, type Dialect, v6Dialect, v9Dialect } from '../protocol/dialect.ts'
import { frameOf } from '../protocol/frame.ts'
import { messageIds } from '../protocol/message-id.ts'
import { SYSTEM, TEXTS } from '../protocol/texts.ts'
import type { Sanctions } from '../sanctions/open-sanctions.ts'
import { AwakeClock } from './awake-clock.ts'
import { BEAT_MS, startBeat } from './beat.ts'
import { CanaryRoom } from './canary/canary-room.ts'
import { Client } from './client.ts'
import { clientEvents } from './client-events.ts'
import type { Counters } from './counters.ts'
import { LARGE_FRAME_BYTES } from './delivery/large-frame.ts'
import { caughtUp } from './delivery/pace.ts'
import { Turn } from './delivery/turn.ts'
import type { FileStore } from './files/file-store.ts'
import { RefusalLog } from './refusal-log.ts'
import { logMoreRefusals, refuse } from './refuse.ts'
import { Rules } from './rules.ts'
import { UserList } from './user-list.ts'

/** Why the server ended a connection; counted under this word. */
export type DropReason =
  | 'kicked'
  | 'banned'
  | 'heartbeat'
  | 'slow-reader'
  | 'pending-memory'
  | 'flood'
  | 'protocol'
  | 'shutdown'

export interface ChatServerOptions {
  readonly config: Config
  readonly log: Log
  sanctions: Sanctions
  readonly files: FileStore
  readonly counters: Counters
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Milliseconds that only grow. */
  readonly steady: () => number
}

/** The room: who is in it, what they are told, and the rules in force. It knows sockets only as streams. */
export class ChatServer {
  readonly log: Log
  sanctions: Sanctions
  readonly files: FileStore
  readonly counters: Counters
  readonly clock: AwakeClock
  readonly clients = new Set<Client>()
  /** Those among them (or on their way out) who take less than there is to send. */
  readonly congested = new Set<Client>()
  readonly names = new NameRegistry<Client>((name) => this.#rules.isProtected(name))
  /** What people wait for goes first, what is only kept follows. */
  readonly turn = new Turn(this.clients, () => this.log.flush())
  readonly dialect: Dialect
  readonly userList: UserList
  readonly wheel: DeadlineWheel<Client>
  readonly canaries: CanaryRoom
  readonly refusals = new RefusalLog((...more) => logMoreRefusals(this, ...more))
  #rules: Rules
  readonly #now: () => number
  readonly #door = new Door()
  readonly #events = clientEvents(this)
  readonly #endBeat: () => void
  readonly #queueLimit = () => this.config.server.max_queue_bytes
  #lastId = 0

  constructor(options: ChatServerOptions) {
    this.log = options.log
    this.sanctions = options.sanctions
    this.files = options.files
    this.counters = options.counters
    this.#now = options.now
    this.clock = new AwakeClock(options.steady, BEAT_MS)
    this.wheel = new DeadlineWheel(this.clock.now(), BEAT_MS)
    this.dialect =
      options.config.server.compatibility === 'v6' ? v6Dialect : v9Dialect(messageIds(options.now))
    this.#rules = new Rules(options.config, this.dialect.id)
    this.userList = new UserList(this)
    this.canaries = new CanaryRoom({
      dialect: this.dialect,
      isBanned: (ip) => this.sanctions.bans.match(ip) !== undefined,
      isMuted: (client) => this.isMuted(client),
      now: () => this.clock.now(),
      onEntry: (ip) => this.log.event('door/canary', { ip }),
    })
    this.#endBeat = startBeat(this)
  }

  get config(): Config {
    return this.#rules.config
  }

  get filter(): WordFilter {
    return this.#rules.filter
  }

  /** Puts a checked configuration in force, as far as it can change while running. */
  reconfigure(config: Config): void {
    const before = this.config
    this.#rules = new Rules(config, this.dialect.id)
    if (before.security.heartbeat_timeout !== config.security.heartbeat_timeout) {
      this.wheel.rearrange(this.timeoutMs)
    }
    if (
      this.dialect.id === 'v9' &&
      before.security.max_message_length !== config.security.max_message_length
    ) {
      this.announce(SYSTEM, TEXTS.messageLimit(config.security.max_message_length))
    }
  }

  /** Longest silence in ms. */
  get timeoutMs(): number {
    return this.config.security.heartbeat_timeout * 1000
  }

  /** A connection has come: lets it in, or says why not. */
  admit(socket: Duplex, ip: string, port: number, tls: boolean): void {
    if (!this.canaries.isExpecting) return this.#admit(socket, ip, port, tls)
    void this.canaries.meet(socket, { ip, port, tls }, () => this.#admit(socket, ip, port, tls))
  }

  #admit(socket: Duplex, ip: string, port: number, tls: boolean): void {
    const refusal = this.#judge(ip)
    if (refusal !== undefined) {
      refuse(this, socket, ip, refusal)
      return
    }
    const client = new Client(
      socket,
      {
        id: ++this.#lastId,
        ip,
        port,
        tls,
        at: this.#now(),
        now: this.clock.now(),
        queueLimit: this.#queueLimit,
      },
      this.#events,
      this.counters,
    )
    this.clients.add(client)
    this.#door.entered(ip)
    this.wheel.watch(client, this.timeoutMs)
    this.counters.accepted++
    this.counters.highest = Math.max(this.counters.highest, this.clients.size)
    this.log.event('chat/joined', { ip })
    this.turn.join(client)
    this.tell(client, TEXTS.welcome)
  }

  /** A text of the system to one client. */
  tell(client: Client, text: string): void {
    this.send(client, this.dialect.system(text))
  }

  /** A packet to one client, in its place among the broadcasts. */
  send(client: Client, body: Body): void {
    this.counters.messagesOut++
    this.turn.send(client, frameOf(body))
  }

  /** A packet to all clients, or to all but one. */
  broadcast(body: Body | Buffer, except?: Client): void {
    this.counters.messagesOut += this.clients.size - (except === undefined ? 0 : 1)
    this.turn.broadcast(body, except)
  }

  /** After a packet of so many bytes: its sender has to wait where that is large, until those who read have taken it. */
  pace(sender: Client, bytes: number): void | Promise<void> {
    if (bytes <= LARGE_FRAME_BYTES) return
    this.turn.flush()
    return caughtUp(this.congested, this.#queueLimit() / 2, () => {
      // It is we who do not read, not he who is silent.
      sender.lastSeen = this.clock.now()
    })
  }

  /** A text of the system or the operator to everybody. */
  announce(from: string, text: string): void {
    this.broadcast(this.dialect.announcement(from, text))
  }

  isMuted(client: Client): boolean {
    return this.sanctions.globalMute.on || this.sanctions.mutes.match(client.ip) !== undefined
  }

  /** Whether the limits of the configuration do not apply to an address. */
  isExempt(ip: string): boolean {
    return this.#rules.isExempt(ip)
  }

  /** Whether nobody may bear a name, since it is reserved or looks like one that is. */
  isProtected(cleaned: string): boolean {
    return this.#rules.isProtected(cleaned)
  }

  /** Ends a connection; a text is sent before that where there is one to send. */
  drop(client: Client, reason: DropReason, text?: string): void {
    if (client.leaving) return
    this.counters.drop(reason)
    // What was said before comes before the goodbye.
    this.turn.flush()
    client.dismiss(text === undefined ? undefined : frameOf(this.dialect.system(text)))
    this.leave(client)
  }

  /** Takes a client out of the room and tells the others. */
  leave(client: Client): void {
    if (!this.clients.has(client)) return
    // It may still get what was addressed to it before it hung up.
    if (client.marks !== undefined) this.turn.flush()
    this.clients.delete(client)
    this.#door.left(client.ip)
    this.wheel.unwatch(client)
    if (client.name !== undefined && this.dialect.id === 'v9') this.names.release(client.name)
    this.log.event('chat/left', { ip: client.ip })
    // Who only asked whether we are there has changed nothing that others could see.
    const isTraceless = client.isProbe && client.name === undefined
    if (this.dialect.id === 'v9' && !isTraceless) this.userList.changed()
  }

  /** Ends the room: nobody is watched any more. Connections are the caller's to end. */
  close(): void {
    this.#endBeat()
    this.canaries.close()
    this.refusals.close()
    this.userList.close()
  }

  #judge(ip: string): Refusal | undefined {
    return this.#door.judge(ip, this.clock.now(), this.#rules.door, {
      banned: this.sanctions.bans.match(ip) !== undefined,
      exempt: this.isExempt(ip),
      clients: this.clients.size,
    })
  }
}
