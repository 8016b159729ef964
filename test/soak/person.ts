import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { FrameReader, frame } from '../helpers/framing.ts'
import { EVERYBODY, GREETING } from '../helpers/packets.ts'
import type { Packet } from '../helpers/wire-client.ts'
import { fileOf } from './files.ts'
import type { Ledger } from './ledger.ts'
import { markOf, type Said } from './said.ts'

/** How long anything may take, on a machine that is busy with other things, while the server may be stopped for two minutes; in ms. */
export const PATIENCE = 170_000
export const MUTED = '⛔ 发言失败：你已被禁言'
const OFFLINE = /^❌ 发送失败：用户 .* 不在线$/
const FAILED = '❌ 发送失败：对方连接已断开'
const SAVED = /^✅ 文件《.*》上传成功 /

/** A file that was announced. */
export interface Offer {
  readonly id: string
  readonly filename: string
}

export interface Entry {
  readonly port: number
  readonly ip: string
  readonly role: string
}

/** Somebody in the room: a connection, what it has said, and what it was told. */
export class Person {
  readonly number: number
  readonly name: string
  readonly ip: string
  readonly role: string
  readonly said: Said[] = []
  /** Server's numbers of what came for everybody. */
  readonly broadcasts: number[] = []
  readonly refusals = { muted: 0, offline: 0, failed: 0 }
  /** Texts of the system that belong to nothing that was said, in their order. */
  readonly notices: string[] = []
  /** Files that were asked for and have not come: they come in this order. */
  readonly awaited: Offer[] = []
  /** The names in the latest list. */
  list: readonly string[] = []
  firstId: number | undefined
  lastId = 0
  saved = 0
  /** Whether the server has heard everything that was said. */
  fate: 'here' | 'left' | 'cut' = 'here'
  /** Stays from the first moment of the room to its last, so that nobody is ever told that it is not there. */
  isAlwaysHere = false
  readonly #ledger: Ledger
  readonly #socket: Socket
  readonly #frames = new FrameReader()
  #changed = Promise.withResolvers<void>()
  #violation: unknown

  private constructor(ledger: Ledger, socket: Socket, { ip, role }: Entry) {
    this.#ledger = ledger
    this.#socket = socket
    this.ip = ip
    this.role = role
    this.number = ledger.people.push(this) - 1
    this.name = `${role}${this.number}`
    socket.on('data', (chunk: Buffer) => this.#received(chunk))
    socket.on('error', () => {})
    for (const event of ['end', 'close']) socket.on(event, () => this.#wake())
  }

  /** Connects, and is greeted. */
  static async enter(ledger: Ledger, entry: Entry): Promise<Person> {
    const socket = connect({ port: entry.port, host: '127.0.0.1', localAddress: entry.ip, noDelay: true })
    const person = new Person(ledger, socket, entry)
    await once(socket, 'connect', { signal: AbortSignal.timeout(PATIENCE) })
    await person.until(() => person.notices.length > 0 || person.isOver)
    return person
  }

  get isOver(): boolean {
    return this.#socket.readableEnded || this.#socket.destroyed
  }

  get wasGreeted(): boolean {
    return this.notices[0] === GREETING
  }

  /** Takes part under its name. */
  sayHello(): void {
    this.send({ type: 'hello', from: this.name })
  }

  /** A text for all: its mark, and this. `read` gives what others may read instead. */
  say(tail: string, read = (whole: string): readonly string[] => [whole]): void {
    const said = this.#note('all', (mark) => read(`${mark} ${tail}`))
    const msg = `${markOf(this.number, said.n)} ${tail}`
    this.send({ type: 'text', from: this.name, target: EVERYBODY, msg })
  }

  whisper(to: Person, tail: string): void {
    const said = this.#note('private', (mark) => [`${mark} ${tail}`], to)
    this.send({ type: 'text', from: this.name, target: to.name, msg: said.expected[0] })
  }

  upload(bytes: number): void {
    const said = this.#note('file', (mark) => [`${mark}.${bytes}.txt`])
    const filename = said.expected[0] as string
    this.send({ type: 'file_upload', from: this.name, filename, data: fileOf(filename).toString('base64') })
  }

  ask(file: Offer): void {
    this.awaited.push(file)
    this.send({ type: 'file_request', from: this.name, file_id: file.id })
  }

  send(packet: object): void {
    this.sendRaw(frame(JSON.stringify(packet)))
  }

  sendRaw(bytes: Uint8Array): void {
    if (this.#socket.writable) this.#socket.write(bytes)
  }

  stopReading(): void {
    this.#socket.pause()
  }

  readAgain(): void {
    this.#socket.resume()
  }

  /** Hangs up by half, and reads what is still coming: the server has heard everything then. */
  async leave(): Promise<void> {
    if (this.fate === 'here') this.fate = 'left'
    this.#socket.resume().end()
    await this.until(() => this.isOver)
    this.#socket.destroy()
  }

  reset(): void {
    this.fate = 'cut'
    this.#socket.resetAndDestroy()
  }

  /** Waits for the server to end this connection. */
  async cutOff(): Promise<void> {
    this.fate = 'cut'
    await this.until(() => this.isOver)
    this.#socket.destroy()
  }

  /** Waits until everything said so far was answered: by a text to itself, behind which all that was meant for it has come. */
  async heardOut(): Promise<void> {
    this.whisper(this, 'are you there?')
    const last = this.said.at(-1) as Said
    await this.until(() => last.id !== undefined && this.awaited.length === 0)
  }

  /** @throws the first violation of the rules that this person has seen; after a minute without what it waits for */
  async until(isSo: () => boolean): Promise<void> {
    const deadline = AbortSignal.timeout(PATIENCE)
    const late = once(deadline, 'abort').then(() => {})
    for (;;) {
      this.check()
      if (isSo()) return
      assert.ok(!deadline.aborted, `${this.name} waited in vain; the last that it got is ${this.lastId}`)
      await Promise.race([this.#changed.promise, late])
    }
  }

  /** @throws the first violation of the rules that this person has seen */
  check(): void {
    if (this.#violation !== undefined) throw this.#violation
  }

  /** A text of the system to this one alone. */
  told(text: string): void {
    if (text === MUTED) this.refusals.muted++
    else if (OFFLINE.test(text)) this.refusals.offline++
    else if (text === FAILED) this.refusals.failed++
    else if (SAVED.test(text)) this.saved++
    else this.notices.push(text)
  }

  downloaded({ file_id, filename, data }: Packet): void {
    assert.deepEqual({ id: file_id, filename }, this.awaited.shift(), `${this.name} got the wrong file`)
    assert.ok(fileOf(String(filename)).equals(Buffer.from(String(data), 'base64')), `${filename} was changed`)
  }

  #note(kind: Said['kind'], expected: (mark: string) => readonly string[], to?: Person): Said {
    const n = this.said.length
    const said: Said = {
      by: this,
      n,
      kind,
      expected: expected(markOf(this.number, n)),
      at: this.#ledger.now(),
      ...(to && { to }),
    }
    this.said.push(said)
    return said
  }

  #received(chunk: Buffer): void {
    try {
      for (const body of this.#frames.push(chunk)) this.#ledger.heard(this, JSON.parse(body.toString()))
    } catch (error) {
      this.#violation ??= error
    }
    this.#wake()
  }

  #wake(): void {
    this.#changed.resolve()
    this.#changed = Promise.withResolvers()
  }
}
