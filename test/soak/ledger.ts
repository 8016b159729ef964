import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import { EVERYBODY, SYSTEM } from '../helpers/packets.ts'
import type { Packet } from '../helpers/wire-client.ts'
import { Mutes } from './mutes.ts'
import type { Offer, Person } from './person.ts'
import { readMark, type Said } from './said.ts'

/** Something that the server sent to everybody, as the first who had it received it. */
interface Broadcast {
  readonly packet: Packet
  /** Whose text it is: the only one who does not get it. */
  readonly speaker: Person | undefined
}

/**
 * What was said in one room and what of it was heard. The server numbers all that it sends, so what two people have heard
 * can be compared: order is checked as things arrive, gaps at the end.
 */
export class Ledger {
  readonly people: Person[] = []
  readonly broadcasts = new Map<number, Broadcast>()
  /** Files that were announced. */
  readonly offers: Offer[] = []
  readonly mutes = new Mutes()
  #moment = 0

  /** A moment later than all before; what happens in one process can be put into one order. */
  now(): number {
    return ++this.#moment
  }

  /**
   * Enters a packet that has reached somebody.
   *
   * @throws when it may not have come, not now, not again, or not like this
   */
  heard(person: Person, packet: Packet): void {
    const { msg_id, protocol_version, ...content } = packet
    const id = Number(/^\d{13}_(\d+)_[0-9a-f]{8}$/.exec(String(msg_id))?.[1])
    assert.ok(id > 0 && protocol_version === '1.0.0', `metadata of ${JSON.stringify(packet).slice(0, 200)}`)
    if (packet.type === 'file_response') return person.downloaded(packet)
    assert.ok(id > person.lastId, `${person.name} got number ${id} after ${person.lastId}`)
    person.lastId = id
    person.firstId ??= id
    if (packet.type === 'user_list') this.#listed(person, packet.users as string[])
    if (packet.type !== 'text' || packet.target === EVERYBODY) this.#broadcast(person, id, content)
    else if (packet.from === SYSTEM) person.told(String(packet.msg))
    else if (packet.target === '你') this.#copied(person, id, packet)
    else this.#confirmed(person, id, packet)
  }

  #broadcast(person: Person, id: number, content: Packet): void {
    person.broadcasts.push(id)
    const known = this.broadcasts.get(id)
    if (known !== undefined) {
      assert.ok(isDeepStrictEqual(known.packet, content), `number ${id} is not the same for all`)
      return
    }
    const said = this.#said(String(content.msg ?? content.filename ?? ''))
    const speaker = content.type === 'text' ? said?.by : undefined
    this.broadcasts.set(id, { packet: content, speaker })
    if (content.type === 'file_notify')
      this.offers.push({ id: String(content.file_id), filename: String(content.filename) })
    if (said === undefined) return
    assert.notEqual(said.kind, 'private', `a private text was heard by all: ${JSON.stringify(content)}`)
    this.#settle(said, id, content)
  }

  #copied(person: Person, id: number, packet: Packet): void {
    const said = this.#said(String(packet.msg))
    assert.ok(said?.kind === 'private' && said.to === person, `${person.name} got ${JSON.stringify(packet)}`)
    assert.equal(said.copyId, undefined, `${packet.msg} came twice`)
    this.#checkText(said, packet)
    said.copyId = id
  }

  #confirmed(person: Person, id: number, packet: Packet): void {
    const said = this.#said(String(packet.msg))
    assert.ok(said?.kind === 'private' && said.by === person, `${person.name} got ${JSON.stringify(packet)}`)
    assert.equal(packet.target, said.to?.name)
    this.#settle(said, id, packet)
  }

  /** Everything of one sender comes in the order in which it was sent. */
  #settle(said: Said, id: number, packet: Packet): void {
    this.#checkText(said, packet)
    assert.equal(said.id, undefined, `${packet.msg ?? packet.filename} came twice`)
    said.id = id
    said.heardAt = this.now()
  }

  #checkText({ by, expected }: Said, packet: Packet): void {
    assert.equal(packet.from, by.name)
    const text = String(packet.msg ?? packet.filename)
    assert.ok(expected.includes(text), `${text.slice(0, 80)} is not what ${by.name} sent`)
  }

  #listed(person: Person, users: readonly string[]): void {
    assert.equal(new Set(users).size, users.length, `a list with doubles: ${users}`)
    person.list = users
  }

  #said(text: string): Said | undefined {
    const mark = readMark(text)
    return mark === undefined ? undefined : this.people[mark.person]?.said[mark.n]
  }
}
