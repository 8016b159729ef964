import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, afterEach, before, describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { canaryToken } from '../../src/client/canary-token.ts'
import type { Hop } from '../../src/client/hop.ts'
import { type ProbeOptions, probe } from '../../src/client/probe.ts'
import { ControlClient } from '../../src/control/client.ts'
import { canaryHeartbeat } from '../../src/protocol/canary.ts'
import { listener, pythonServer } from '../client/fake-servers.ts'
import { freePort } from '../helpers/chatctl.ts'
import { Daemon, type DaemonOptions, eventually, textToAll } from '../helpers/daemon.ts'
import { frame } from '../helpers/framing.ts'
import { bare, GREETING, mark, ofType, saying } from '../helpers/packets.ts'

let daemon: Daemon
/** A daemon that takes orders, and that its own start has left nothing in. */
async function started(given: DaemonOptions = {}): Promise<Daemon> {
  daemon = await Daemon.start(given)
  await eventually(() => existsSync(daemon.path('control.sock')) || undefined, 'the control socket')
  while ((await control().call('status', {})).connections.open > 0) await delay(10)
  return daemon
}
const now = () => performance.now()
const options: ProbeOptions = { timeoutMs: 10_000, now }
/** For what never comes; long enough for what does, on a busy machine. */
const IMPATIENT = 1500
const control = () => new ControlClient(daemon.path('control.sock'))
const token = async () => {
  const granted = await canaryToken(control())
  assert.ok(granted)
  return granted
}
const probed = async (more: Partial<ProbeOptions> = {}) =>
  probe('127.0.0.1', daemon.port, { ...options, ...more })
const marked = async () => probed({ token: await token() })
const brief = ({ outcome, step }: Hop) => [outcome, step]

for (const rules of ['v9', 'v6'] as const) {
  describe(`canaries in a room with the ${rules} rules`, () => {
    before(async () => {
      await started({
        config: {
          server: { compatibility: rules, max_connections: 3 },
          security: { exempt_addresses: [], max_connections_per_ip: 3, max_attempts_per_minute: 100 },
          logging: { level: 'DEBUG' },
        },
      })
    })
    afterEach(() => daemon.disconnectAll())
    after(() => daemon?.stop())

    test('hear each other, and every step has its time', async () => {
      const hop = await marked()
      assert.deepEqual(brief(hop), ['ok', null])
      assert.equal(hop.marked, true)
      assert.equal(hop.rules, rules)
      for (const ms of [hop.connectMs, hop.welcomeMs, hop.echoMs]) assert.ok(ms !== null && ms > 0)
    })

    test('users do not see a byte of them, nor does a silent ping leave any', async () => {
      const [witness, speaker] = [await daemon.enter(), await daemon.enter()]
      speaker.send(textToAll('Speaker', 'before'))
      await witness.next(saying('before'))
      assert.equal((await marked()).outcome, 'ok')
      assert.equal((await probed()).outcome, 'ok')
      const msg = mark()
      speaker.send(textToAll('Speaker', msg))
      const [packet, ...more] = await witness.upTo(saying(msg))
      assert.equal(packet?.msg, msg)
      assert.deepEqual(more, [])
    })

    test('count nowhere, and only DEBUG lines of the log tell of them', async () => {
      const {
        uptimeSeconds: _,
        eventLoopDelay: __,
        rssBytes: ___,
        log: ____,
        ...before
      } = await control().call('status', {})
      const lines = daemon.log().length
      await marked()
      const {
        uptimeSeconds: _1,
        eventLoopDelay: _2,
        rssBytes: _3,
        log: _4,
        ...after
      } = await control().call('status', {})
      assert.deepEqual(after, before)
      assert.deepEqual(await control().call('users', {}), [])
      const said = daemon.log().slice(lines)
      assert.ok(said.length >= 2)
      for (const line of said) assert.match(line, / \[DEBUG\] /)
    })

    test('need no place in a full room, whatever the limits of their address', async () => {
      for (let count = 0; count < 3; count++) await daemon.enter()
      assert.deepEqual(brief(await probed()), ['per-address', 'welcome'])
      assert.deepEqual(brief(await marked()), ['ok', null])
      await assert.rejects(daemon.enter({ from: '127.0.0.9' }), /系统|ended/)
    })

    test('are muted like everybody, and like their address', async () => {
      await control().call('gmute', { on: true })
      assert.deepEqual(brief(await marked()), ['muted', 'echo'])
      assert.deepEqual(brief(await probed()), ['muted', 'echo'])
      await control().call('gmute', { on: false })
      await control().call('mute', { address: '127.0.0.0/8' })
      assert.deepEqual(brief(await marked()), ['muted', 'echo'])
      await control().call('unmute', { address: '127.0.0.0/8' })
      assert.deepEqual(brief(await marked()), ['ok', null])
    })

    test('are banned like their address', async () => {
      await control().call('ban', { address: '127.0.0.1' })
      const { refused } = await control().call('status', {})
      assert.deepEqual(brief(await marked()), ['banned', 'welcome'])
      assert.deepEqual((await control().call('status', {})).refused, refused)
      assert.deepEqual(brief(await probed()), ['banned', 'welcome'])
      await control().call('unban', { address: '127.0.0.1' })
    })

    test('a token opens the door twice, and its words are in no log', async () => {
      const granted = await token()
      assert.equal((await probed({ token: granted })).marked, true)
      assert.equal((await probed({ token: granted })).marked, false)
      assert.ok(!daemon.read('server.log').includes(granted))
    })

    test('canaries of different tokens do not hear each other', async () => {
      const singers = await Promise.all(
        [token(), token()].map(async (granted) => {
          const client = await daemon.connect()
          client.sendFrame(canaryHeartbeat({ token: await granted }))
          await client.next(saying(GREETING))
          return client
        }),
      )
      const [one, other] = singers
      one?.sendFrame(canaryHeartbeat({ say: 'psst' }))
      await control().call('gmute', { on: true })
      other?.sendFrame(canaryHeartbeat({ say: 'x' }))
      assert.equal((await other?.next())?.type, 'text')
      await control().call('gmute', { on: false })
    })

    test('whoever has no token hears himself alone, and is not heard by anybody', async () => {
      const [stranger, witness] = [await daemon.enter(), await daemon.enter()]
      stranger.sendFrame(canaryHeartbeat({ token: 'f'.repeat(64) }))
      stranger.sendFrame(canaryHeartbeat({ say: 'echo' }))
      assert.equal((await stranger.next(ofType('chatctl_canary'))).heard, 'echo')
      stranger.sendFrame(canaryHeartbeat({ say: 'x'.repeat(65) }))
      stranger.send({ type: 'heartbeat', chatctl_canary: 'say' })
      stranger.send(textToAll('Stranger', 'end'))
      assert.deepEqual(
        (await witness.upTo(saying('end'))).filter(({ type }) => type !== 'user_list').length,
        1,
      )
    })

    test('a wrong token is no help at a closed door, also while a right one is open', async () => {
      for (let count = 0; count < 3; count++) await daemon.enter()
      await token()
      const stranger = await daemon.connect()
      stranger.sendFrame(canaryHeartbeat({ token: '0'.repeat(64) }))
      const packets = await stranger.closed()
      assert.deepEqual(
        packets.map(({ msg }) => msg),
        ['该IP已达到最大连接数限制(3)'],
      )
      assert.equal(stranger.ending, 'finished')
    })

    test('users who come while a token is open are let in as ever, with all that they say', async () => {
      await token()
      const silent = await daemon.enter()
      const chatty = await daemon.connect()
      chatty.sendRaw(
        Buffer.concat(['one', 'two', 'three'].map((msg) => frame(JSON.stringify(textToAll('Chatty', msg))))),
      )
      chatty.finish()
      const heard = (await silent.upTo(saying('three'))).filter(ofType('text')).map(({ msg }) => msg)
      assert.deepEqual(heard, ['one', 'two', 'three'])
      assert.ok((await chatty.closed()).some(saying(GREETING)))
    })

    test('who hangs up while a token is open is forgotten', async () => {
      const { connections } = await control().call('status', {})
      await token()
      for (const leave of ['finish', 'reset'] as const) {
        const client = await daemon.connect()
        client[leave]()
        await client.closed()
      }
      assert.equal((await probed({ token: await token() })).outcome, 'ok')
      assert.deepEqual((await control().call('status', {})).connections.open, connections.open)
    })
  })
}

test('more than a few tokens are not open at a time; the probe then comes as a stranger', async () => {
  await using _ = await started()
  const tokens = []
  for (let count = 0; count < 8; count++) tokens.push(await token())
  assert.equal(new Set(tokens).size, 8)
  assert.equal(await canaryToken(control()), undefined)
  assert.equal((await probed({ token: undefined })).outcome, 'ok')
})

describe('what a probe says of', () => {
  const at = (port: number, more: Partial<ProbeOptions> = {}) =>
    probe('127.0.0.1', port, { ...options, ...more })

  test('a port where nobody listens', async () => {
    assert.deepEqual(brief(await at(await freePort())), ['refused', 'connect'])
  })

  test('a server that hangs, with a token that it gave before', async () => {
    await using hung = await started()
    const granted = await token()
    hung.child.kill('SIGSTOP')
    try {
      for (const given of [undefined, granted]) {
        const hop = await at(hung.port, { token: given, timeoutMs: IMPATIENT })
        assert.deepEqual(brief(hop), ['timeout', 'welcome'])
        assert.ok(hop.connectMs !== null)
      }
    } finally {
      hung.child.kill('SIGCONT')
    }
  })

  test('a full server', async () => {
    await using small = await started({ config: { server: { max_connections: 1 } } })
    await small.enter()
    assert.deepEqual(brief(await at(small.port)), ['full', 'welcome'])
  })

  test('an address that came too often', async () => {
    await using strict = await started({
      config: { security: { exempt_addresses: [], max_attempts_per_minute: 2 } },
    })
    assert.deepEqual(brief(await at(strict.port)), ['ok', null])
    assert.deepEqual(brief(await at(strict.port)), ['rate', 'welcome'])
    assert.deepEqual(brief(await marked()), ['ok', null])
  })

  test('servers that are no chat, say nothing, or cut', async () => {
    const cases: [Hop['outcome'], Hop['step'], Parameters<typeof listener>[0]][] = [
      [
        'not-chat',
        'welcome',
        (socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
      ],
      ['not-chat', 'welcome', (socket) => socket.write('SSH-2.0-OpenSSH_9.9\r\n')],
      ['timeout', 'welcome', () => {}],
      ['closed', 'welcome', (socket) => socket.end()],
      ['reset', 'welcome', (socket) => socket.once('data', () => socket.resetAndDestroy())],
    ]
    for (const [outcome, step, behaviour] of cases) {
      await using server = await listener(behaviour)
      const hop = await at(server.port, outcome === 'timeout' ? { timeoutMs: IMPATIENT } : {})
      assert.deepEqual(brief(hop), [outcome, step])
      assert.ok(hop.connectMs !== null && hop.welcomeMs === null && hop.echoMs === null)
    }
  })

  test('a server that takes the canaries in and does not pass on what they say', async () => {
    await using deaf = await pythonServer('v9')
    assert.deepEqual(brief(await at(deaf.port, { token: 'a'.repeat(64), timeoutMs: IMPATIENT })), [
      'no-echo',
      'echo',
    ])
  })

  test('a Python server: it greets, and nothing but heartbeats is sent to it', async () => {
    for (const rules of ['v9', 'v6'] as const) {
      await using old = await pythonServer(rules)
      const hop = await at(old.port)
      assert.deepEqual([...brief(hop), hop.rules, hop.marked, hop.echoMs], ['ok', null, rules, false, null])
      assert.ok(old.heard.length > 0)
      for (const { type } of old.heard) assert.equal(type, 'heartbeat')
    }
  })

  test('a server that takes longer than it may', async () => {
    await using slow = await started()
    assert.deepEqual(brief(await at(slow.port, { slowMs: 0 })), ['slow', null])
  })

  test('nothing, when it is called off: it ends at once with the reason', async () => {
    await using silent = await listener(() => {})
    const reason = new Error('called off')
    await assert.rejects(at(silent.port, { timeoutMs: 600_000, signal: AbortSignal.abort(reason) }), reason)
    const stop = new AbortController()
    const probing = at(silent.port, { timeoutMs: 600_000, signal: stop.signal })
    setTimeout(() => stop.abort(reason), 50)
    await assert.rejects(probing, reason)
  })
})

test('the answer to a canary has the form of the dialect', async () => {
  await using server = await started()
  const client = await server.enter()
  client.sendFrame(canaryHeartbeat({ say: 'a"b' }))
  assert.deepEqual(bare(await client.next()), { type: 'chatctl_canary', heard: 'a"b' })
})
