import type { ChatClient, ClientEvent } from '../../client/chat-client.ts'
import type { SessionEvent } from '../../client/session-events.ts'
import { bytes } from '../../messages/format.ts'
import { type MessageKey, type MessageValues, t } from '../../messages/index.ts'
import { escapeForTerminal } from '../escape.ts'
import { REFUSING } from './notices.ts'
import { saveFile } from './save-file.ts'
import { Shelf } from './shelf.ts'
import type { Showing } from './show-event.ts'

/** How a visit speaks to whoever typed the command. */
export interface Teller {
  /** An event of the room. */
  show(event: ClientEvent, showing: Pick<Showing, 'users' | 'offer'>): void
  /** An answer to a command: lines for people, a value for scripts. */
  answer(value: { readonly kind: string; readonly [field: string]: unknown }, lines: readonly string[]): void
  /** Something that was asked for and not done. */
  problem(text: string): void
  /** Milliseconds that only grow. */
  now(): number
  /** How long ago something may have been sent for a loss of the connection to raise doubts about it. */
  readonly doubtMs: number
}

/** How long a command that needs the list of users waits for the first one, in ms. */
const LIST_MS = 3000

/** What one stay in a room has gathered: who is there, which files were offered, what went wrong. */
export class Visit {
  readonly shelf = new Shelf()
  readonly folder: string
  readonly client: ChatClient
  /** Null until the server has sent a list. */
  users: readonly string[] | null = null
  /** Wishes that were not carried out. */
  failures = 0
  wasIn = false
  /** When something was sent last on the present connection: nobody knows whether it has arrived if that breaks. */
  #sentAt: number | undefined
  readonly #teller: Teller
  readonly #saving = new Set<Promise<void>>()
  #listed = Promise.withResolvers<void>()

  /** @param client  makes the client, which tells what it hears */
  constructor(folder: string, teller: Teller, client: (heard: (event: ClientEvent) => void) => ChatClient) {
    this.folder = folder
    this.#teller = teller
    this.client = client((event) => this.#heard(event))
  }

  answer(
    value: { readonly kind: string; readonly [field: string]: unknown },
    lines: readonly string[],
  ): void {
    this.#teller.answer(value, lines)
  }

  fail(key: MessageKey, values: MessageValues = {}): void {
    this.failures++
    this.#teller.problem(t(key, values))
  }

  /** Sends by the present connection, or says why not. */
  async send(how: Parameters<ChatClient['send']>[0]): Promise<boolean> {
    const sending = this.client.send(how)
    if (sending === 'sent') {
      this.#sentAt = this.#teller.now()
      await this.client.session?.drained()
      return true
    }
    this.fail(PROBLEMS[sending])
    return false
  }

  /** The users, once the server had the time to tell; null where it never does. */
  async currentUsers(): Promise<readonly string[] | null> {
    if (this.users === null && this.client.session?.rules === 'v9') {
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, LIST_MS)
      await Promise.race([promise, this.#listed.promise])
      clearTimeout(timer)
      return this.users ?? []
    }
    return this.users
  }

  /** Saves a file beside whatever else is in the folder, and says where. */
  save(name: string, data: Buffer): Promise<void> {
    const saving = this.#save(name, data).finally(() => this.#saving.delete(saving))
    this.#saving.add(saving)
    return saving
  }

  /** Resolves when everything that was received is saved. */
  async settled(): Promise<void> {
    while (this.#saving.size > 0) await Promise.all(this.#saving)
  }

  /** Takes in what the client says, and passes it on. */
  #heard(event: ClientEvent): void {
    const { users } = this
    const offer = this.#take(event)
    this.#teller.show(event, { users, offer })
  }

  #take(event: ClientEvent) {
    switch (event.kind) {
      case 'welcome':
        this.wasIn = true
        this.users = null
        this.#listed = Promise.withResolvers()
        this.#sentAt = undefined
        break
      case 'users':
        this.users = event.names
        this.#listed.resolve()
        break
      case 'notice':
        if (REFUSING.has(event.notice)) this.failures++
        break
      case 'file':
        void this.save(event.name, event.data)
        break
      case 'file-offer':
        return this.shelf.add({ name: event.name, from: event.from, id: event.id })
      case 'file-pushed':
        return this.shelf.add({ name: event.name, from: event.from, data: event.data })
      case 'end':
        this.#ended(event)
        break
    }
    return undefined
  }

  #ended({ reason }: Extract<SessionEvent, { kind: 'end' }>): void {
    const age = this.#teller.now() - (this.#sentAt ?? Number.NEGATIVE_INFINITY)
    if (reason !== 'left' && age < this.#teller.doubtMs) this.fail('chat.maybeLost')
  }

  async #save(offered: string, data: Buffer): Promise<void> {
    const name = escapeForTerminal(offered)
    try {
      const { path, beside } = await saveFile(this.folder, offered, data)
      const values = { path: escapeForTerminal(path), size: bytes(data.length), name }
      this.answer({ kind: 'saved', path, name: offered, bytes: data.length }, [
        t(beside ? 'chat.savedBeside' : 'chat.saved', values),
      ])
    } catch (error) {
      this.fail('chat.notSaved', { name, detail: (error as NodeJS.ErrnoException).code ?? String(error) })
    }
  }
}

const PROBLEMS = {
  ended: 'chat.problem.notConnected',
  'too-long': 'chat.problem.tooLong',
  'not-private': 'chat.problem.noPrivate',
} as const
