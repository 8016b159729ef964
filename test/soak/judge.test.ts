import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { type TestContext, test } from 'node:test'
import { frame } from '../helpers/framing.ts'
import { EVERYBODY, GREETING, SYSTEM } from '../helpers/packets.ts'
import { judge } from './judge.ts'
import { Ledger } from './ledger.ts'
import { MUTED, Person } from './person.ts'

/** A packet with the server's number of it. */
const numbered = (id: number, content: object) => ({
  ...content,
  msg_id: `1766000000000_${id}_9f3c01ab`,
  protocol_version: '1.0.0',
})

/** Three people before a server that greets and is silent: what they are sent is entered by hand. */
async function threePeople(t: TestContext) {
  let greetings = 0
  const server = createServer((socket) => {
    socket.on('error', () => {})
    const greeting = numbered(++greetings, { type: 'text', from: SYSTEM, msg: GREETING })
    socket.write(frame(JSON.stringify(greeting)))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const ledger = new Ledger()
  const enter = () => Person.enter(ledger, { port, ip: '127.0.0.1', role: 'one' })
  const people = [await enter(), await enter(), await enter()] as const
  t.after(() => {
    for (const person of people) person.reset()
    server.close()
  })
  for (const person of people) person.isAlwaysHere = true
  return { ledger, people }
}

const toAll = (by: Person, n: number, id: number) =>
  numbered(id, { type: 'text', from: by.name, target: EVERYBODY, msg: by.said[n]?.expected[0] })
const copy = (by: Person, n: number, id: number) =>
  numbered(id, { type: 'text', from: by.name, target: '你', msg: by.said[n]?.expected[0] })
const confirmation = (by: Person, n: number, id: number) =>
  numbered(id, { type: 'text', from: by.name, target: by.said[n]?.to?.name, msg: by.said[n]?.expected[0] })
const refusal = (id: number) => numbered(id, { type: 'text', from: SYSTEM, msg: MUTED })

test('what everybody but the speaker got, in one order, is in order', async (t) => {
  const { ledger, people } = await threePeople(t)
  const [a, b, c] = people
  a.say('first')
  b.say('second')
  a.whisper(b, 'third')
  ledger.heard(b, toAll(a, 0, 10))
  ledger.heard(c, toAll(a, 0, 10))
  ledger.heard(c, toAll(b, 0, 11))
  ledger.heard(a, toAll(b, 0, 11))
  ledger.heard(b, copy(a, 1, 12))
  ledger.heard(a, confirmation(a, 1, 13))
  judge(ledger)
})

test('a text that one of the listeners did not get is found', async (t) => {
  const { ledger, people } = await threePeople(t)
  const [a, b, c] = people
  a.say('first')
  a.say('second')
  ledger.heard(b, toAll(a, 0, 10))
  for (const one of [b, c]) ledger.heard(one, toAll(a, 1, 11))
  assert.throws(() => judge(ledger), /did not get number 10/)
})

test('a text that nobody got is found', async (t) => {
  const { ledger, people } = await threePeople(t)
  const [a, b, c] = people
  a.say('first')
  a.say('second')
  for (const one of [b, c]) ledger.heard(one, toAll(a, 1, 11))
  assert.throws(() => judge(ledger), /text 0 was lost/)
  a.fate = 'cut'
  assert.throws(() => judge(ledger), /text 0 was lost/, 'also where its speaker was cut off later')
})

test('the last texts of somebody who was cut off may be lost', async (t) => {
  const { ledger, people } = await threePeople(t)
  const [a, b, c] = people
  a.say('first')
  a.say('second')
  for (const one of [b, c]) ledger.heard(one, toAll(a, 0, 11))
  assert.throws(() => judge(ledger), /text 1 was lost/)
  a.fate = 'cut'
  judge(ledger)
})

test('a text that comes twice is found, under its number and under a new one', async (t) => {
  const { ledger, people } = await threePeople(t)
  const [a, b, c] = people
  a.say('first')
  ledger.heard(b, toAll(a, 0, 10))
  assert.throws(() => ledger.heard(b, toAll(a, 0, 10)), /number 10 after 10/)
  assert.throws(() => ledger.heard(c, toAll(a, 0, 11)), /came twice/)
})

test('two texts in another order are found, at one listener and at all of them', async (t) => {
  const { ledger, people } = await threePeople(t)
  const [a, b, c] = people
  a.say('first')
  a.say('second')
  for (const one of [b, c]) ledger.heard(one, toAll(a, 1, 10))
  ledger.heard(b, toAll(a, 0, 11))
  ledger.heard(c, toAll(a, 0, 11))
  assert.throws(() => judge(ledger), /delivered after/)
  ledger.heard(b, refusal(15))
  assert.throws(() => ledger.heard(b, refusal(14)), /number 14 after 15/)
})

test('a text that was changed, or is shown under another name, is found', async (t) => {
  const { ledger, people } = await threePeople(t)
  const [a, b] = people
  a.say('first')
  const packet = toAll(a, 0, 10)
  assert.throws(() => ledger.heard(b, { ...packet, msg: `${a.said[0]?.expected[0]}!` }), /is not what/)
  assert.throws(() => ledger.heard(b, { ...numbered(11, {}), ...packet, from: b.name }))
})

test('a private text that others hear, or that its receiver does not, is found', async (t) => {
  const { ledger, people } = await threePeople(t)
  const [a, b, c] = people
  a.whisper(b, 'secret')
  assert.throws(() => ledger.heard(c, copy(a, 0, 10)))
  assert.throws(() => ledger.heard(c, toAll(a, 0, 11)), /private text was heard by all/)
  ledger.heard(a, confirmation(a, 0, 12))
  ledger.heard(b, refusal(13))
  assert.throws(() => judge(ledger), /has no copy/)
})

test('whoever was cut off may have missed the confirmation of a private text, but its receiver must have it', async (t) => {
  const { ledger, people } = await threePeople(t)
  const [a, b, c] = people
  a.whisper(b, 'secret')
  a.say('goodbye')
  for (const one of [b, c]) ledger.heard(one, toAll(a, 1, 12))
  a.fate = 'cut'
  assert.throws(() => judge(ledger), /private text 0 was lost/)
})

test('a refusal must have a mute as its reason, and a mute must refuse', async (t) => {
  const { ledger, people } = await threePeople(t)
  const [a, b, c] = people
  a.say('before')
  ledger.heard(a, refusal(10))
  assert.throws(() => judge(ledger), /text 0 was lost/)
  const spell = ledger.mutes.begin(a.ip, ledger.now())
  spell.confirmed = ledger.now()
  a.say('while muted')
  ledger.heard(a, refusal(11))
  judge(ledger)
  a.say('while muted, and heard')
  for (const one of [b, c]) ledger.heard(one, toAll(a, 2, 12))
  assert.throws(() => judge(ledger), /was muted and 2 was heard/)
})
