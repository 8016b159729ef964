import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { frame, header } from '../helpers/framing.ts'
import { PATIENCE } from './person.ts'
import type { Role } from './roles.ts'

const LINGER_MS = 1500
/** More than the queue of a client and the kernel's buffers take together, in copies of the large file. */
const ENOUGH_COPIES = 24
const LOOK_MS = 300
/** Let in within a minute from one address, and how many are turned away after them. */
const LET_IN = 10
const TURNED_AWAY = 2

/** Asks for much and reads nothing, but says that it is alive: the server ends that. */
export const staller: Role = async (stage) => {
  const person = await stage.join('staller')
  const { large } = stage
  assert.ok(large, 'there is no large file')
  person.stopReading()
  for (let left = ENOUGH_COPIES; left > 0; left--) person.ask(large)
  stage.account.expect('chat/slow-reader')
  person.fate = 'cut'
  const deadline = Date.now() + PATIENCE
  for (;;) {
    // A question that a standstill has cut in two is asked again.
    const users = await stage.control.call('users', {}, { timeoutMs: PATIENCE }).catch(() => undefined)
    if (users !== undefined && !users.some(({ ip }) => ip === person.ip)) break
    assert.ok(Date.now() < deadline, `${person.name} does not read, and is kept`)
    person.send({ type: 'heartbeat' })
    await delay(LOOK_MS)
  }
  person.reset()
}

/** Breaks the protocol in every way that ends a connection, or only costs the packet. */
export const vandal: Role = async (stage) => {
  const { account, dice } = stage
  const deeds = [
    { event: 'protocol/bad-frame', bytes: header(0), ends: true },
    { event: 'protocol/bad-frame', bytes: header(0xffffffff), ends: true },
    { event: 'protocol/bad-frame', bytes: frame(Buffer.from([0xff, 0xfe])), ends: true },
    { event: 'protocol/bad-packet', bytes: frame('[1]'), ends: true },
    { event: 'protocol/bad-packet', bytes: frame('{"type":"text","from":"x"}'), ends: true },
    { event: 'protocol/not-json', bytes: frame('{"type":'), ends: false },
    { event: undefined, bytes: Buffer.concat([header(1000), Buffer.from('half')]), ends: false },
  ]
  while (!stage.isOver) {
    const { event, bytes, ends } = dice.pick(deeds)
    const person = await stage.join('vandal')
    person.say('before')
    person.sendRaw(bytes)
    if (event !== undefined) account.expect(event)
    await (ends ? person.cutOff() : person.leave())
    await stage.pause(LINGER_MS)
  }
}

/** Comes again and again from one address, more often than the door allows. */
export const knocker: Role = async (stage) => {
  const { ip } = await stage.enter('knocker')
  const people = stage.ledger.people.filter((one) => one.ip === ip)
  for (let times = 1; times < LET_IN + TURNED_AWAY; times++) {
    const person = await stage.enter('knocker', ip)
    assert.equal(person.wasGreeted, times < LET_IN)
    if (!person.wasGreeted) assert.deepEqual(person.notices, ['连接过于频繁，请稍后再试'])
    await person.leave()
  }
  stage.account.expect('door/refused', TURNED_AWAY)
  await Promise.all(people.map((person) => person.leave()))
}
