import assert from 'node:assert/strict'
import { Duplex } from 'node:stream'
import { describe, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Client, type ClientEvents } from '../../src/server/client.ts'
import { Counters } from '../../src/server/counters.ts'
import { frame } from '../helpers/framing.ts'

const LISTENED = ['data', 'drain', 'end', 'error', 'close']
const HEARTBEAT = frame(Buffer.from('{"type":"heartbeat"}'))
const COUNT = 2000
/** Some 500 at the time of writing; with listeners of its own and its last words kept a client had more than 1,200. */
const MOST_BYTES_EACH = 900

const stream = () => new Duplex({ allowHalfOpen: true, read() {}, write: (_bytes, _as, done) => done() })

const COUNTERS = new Counters()
const queueLimit = () => 1e6
const SILENT: ClientEvents = {
  frame() {},
  broken() {},
  pending() {},
  overflow() {},
  congested() {},
  gone() {},
}

function clientOf(socket: Duplex, events = SILENT): Client {
  return new Client(
    socket,
    { id: 1, ip: '127.0.0.1', port: 1, tls: false, at: 0, now: 0, queueLimit },
    events,
    COUNTERS,
  )
}

/** Bytes that are reachable, buffers included. */
function reachable(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc')
  setFlagsFromString('--no-expose-gc')
  for (let round = 0; round < 3; round++) collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

describe('a client', () => {
  test('hears of its own stream and of no other, though all streams have the same listeners', async () => {
    const [one, two] = [stream(), stream()]
    const said: string[] = []
    const gone: string[] = []
    for (const [name, socket] of Object.entries({ one, two }))
      clientOf(socket, {
        ...SILENT,
        frame: (_client, body) => void said.push(`${name}: ${body}`),
        gone: () => void gone.push(name),
      })
    for (const event of LISTENED)
      assert.equal(one.listeners(event).at(-1), two.listeners(event).at(-1), event)
    one.push(frame(Buffer.from('first')))
    two.push(frame(Buffer.from('second')))
    await new Promise(setImmediate)
    assert.deepEqual(said, ['one: first', 'two: second'])
    one.destroy(new Error('reset'))
    await new Promise(setImmediate)
    assert.deepEqual(gone, ['one'])
    two.push(null)
    await new Promise(setImmediate)
    assert.deepEqual(gone, ['one', 'two'])
  })

  test('that has spoken and fallen silent costs little beside its stream', async () => {
    const streams = Array.from({ length: COUNT }, stream)
    const clients: Client[] = []
    const hear = async () => {
      for (const socket of streams) socket.push(Buffer.from(HEARTBEAT))
      await new Promise(setImmediate)
    }
    // Once without clients, so that what the streams need to be read belongs to them.
    for (const socket of streams) for (const event of LISTENED) socket.on(event, ignore)
    await hear()
    for (const socket of streams) for (const event of LISTENED) socket.off(event, ignore)
    const before = reachable()
    for (const socket of streams) clients.push(clientOf(socket))
    await hear()
    const each = (reachable() - before) / COUNT
    assert.equal(clients.length, COUNT)
    assert.ok(each < MOST_BYTES_EACH, `${Math.round(each)} bytes each`)
  })
})

function ignore(): void {}
