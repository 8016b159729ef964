import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type Duplex, duplexPair } from 'node:stream'
import { test } from 'node:test'
import { backoffMs } from '../../src/client/backoff.ts'
import { ChatClient, type ClientEvent } from '../../src/client/chat-client.ts'
import { ConnectError } from '../../src/client/connect.ts'
import { FakePeer, GREETING, ofType } from './fake-peer.ts'

/** A client whose connections are made by the test: each visit is a peer, or the reason why there is none. */
function client(visits: (((peer: FakePeer) => void) | ConnectError)[], attempts = 5) {
  const events: ClientEvent[] = []
  const told = new EventTarget()
  const waits: number[] = []
  const created = new ChatClient({
    name: 'Ann',
    attempts,
    farewellMs: 50,
    backoff(attempt) {
      waits.push(attempt)
      return 0
    },
    async open(): Promise<Duplex> {
      const visit = visits.shift()
      if (visit === undefined) throw new ConnectError('refused', 'ECONNREFUSED')
      if (visit instanceof ConnectError) throw visit
      const [mine, theirs] = duplexPair()
      visit(new FakePeer(theirs))
      return mine
    },
    onEvent(event) {
      events.push(event)
      told.dispatchEvent(new Event('told'))
    },
  })
  const tells = async (wanted: (event: ClientEvent) => boolean) => {
    while (!events.some(wanted)) await once(told, 'told')
  }
  return { client: created, events, tells, waits }
}

const greetAndCut = (peer: FakePeer) => {
  peer.system(GREETING)
  peer.stream.end()
}
const refused = new ConnectError('refused', 'ECONNREFUSED')

test('after a loss the client comes back, waits longer each time, and speaks again', async () => {
  let last: FakePeer | undefined
  const stays = (peer: FakePeer) => {
    last = peer
    peer.system(GREETING)
  }
  const { client: ann, events, waits } = client([greetAndCut, refused, refused, stays])
  const staying = ann.stay()
  while (last === undefined) await new Promise((resolve) => setImmediate(resolve))
  assert.equal(await ann.ready, true)
  assert.equal(
    ann.send((session) => session.say('back')),
    'sent',
  )
  assert.equal((await last.hears(ofType('text'))).msg, 'back')
  assert.deepEqual(waits, [1, 2, 3])
  assert.deepEqual(
    events.flatMap((event) =>
      event.kind === 'reconnecting' ? [[event.loss.reason, event.attempt, event.of]] : [],
    ),
    [
      ['closed', 1, 5],
      ['refused', 2, 5],
      ['refused', 3, 5],
    ],
  )
  ann.leave()
  last.stream.end()
  assert.equal((await staying).reason, 'left')
})

test('it gives up after as many attempts as were allowed', async () => {
  const { client: ann, waits } = client([greetAndCut], 3)
  assert.equal((await ann.stay()).reason, 'refused')
  assert.equal(waits.length, 3)
  assert.equal(await ann.ready, false)
  assert.equal(
    ann.send((session) => session.say('hi')),
    'ended',
  )
})

test('a server that lets in and throws out is given up on as well', async () => {
  const { client: ann, waits } = client(Array(20).fill(greetAndCut), 4)
  assert.equal((await ann.stay()).reason, 'closed')
  assert.equal(waits.length, 4)
})

test('a first connection that fails is not tried again', async () => {
  const { client: ann, waits } = client([refused])
  assert.deepEqual(await ann.stay(), { reason: 'refused', detail: 'ECONNREFUSED' })
  assert.deepEqual(waits, [])
})

test('who is removed or banned stays away', async () => {
  for (const [text, reason] of [
    ['你已被移出房间！', 'kicked'],
    ['你已被永久封禁！', 'banned-now'],
  ] as const) {
    const { client: ann, waits } = client([
      (peer) => {
        peer.system(GREETING)
        peer.system(text)
        peer.stream.end()
      },
    ])
    assert.equal((await ann.stay()).reason, reason)
    assert.deepEqual(waits, [])
  }
})

test('a wait is cut short by leaving', async () => {
  const events: ClientEvent[] = []
  const visits = [greetAndCut]
  const ann = new ChatClient({
    name: 'Ann',
    attempts: 5,
    backoff: () => 3_600_000,
    async open() {
      const [mine, theirs] = duplexPair()
      visits.shift()?.(new FakePeer(theirs))
      return mine
    },
    onEvent(event) {
      events.push(event)
      if (event.kind === 'reconnecting') setImmediate(() => ann.leave())
    },
  })
  assert.equal((await ann.stay()).reason, 'closed')
  assert.equal(events.at(-1)?.kind, 'reconnecting')
})

test('pauses double, are spread over half of their length, and never exceed half a minute', () => {
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6, 60].map((attempt) => [backoffMs(attempt, 1), backoffMs(attempt, 0)]),
    [
      [500, 1000],
      [1000, 2000],
      [2000, 4000],
      [4000, 8000],
      [8000, 16_000],
      [15_000, 30_000],
      [15_000, 30_000],
    ],
  )
})
