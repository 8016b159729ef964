import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { textToAll } from '../../helpers/daemon.ts'
import { GREETING, mark, saying } from '../../helpers/packets.ts'
import { WireClient } from '../../helpers/wire-client.ts'
import { LONG, Scene } from './scene.ts'

const CLIENTS = 1000

/** Comes back as a client does: at once, and again until somebody answers. */
async function comeBack(port: number, name: string): Promise<WireClient> {
  const deadline = Date.now() + LONG
  for (;;) {
    try {
      const client = await WireClient.connect({ port })
      client.send({ type: 'hello', from: name })
      await client.next(saying(GREETING), LONG)
      return client
    } catch (error) {
      if (Date.now() > deadline) throw error
      await delay(100)
    }
  }
}

test('after kill -9 a thousand clients come back at once, all under their names, and every sanction is still in force', async (t) => {
  const scene = await Scene.open(t, { config: { server: { max_connections: 2 * CLIENTS } } })
  const { port } = scene.daemon
  const names = Array.from({ length: CLIENTS }, (_, at) => `client-${at}`)
  const before = await Promise.all(names.map((name) => comeBack(port, name)))
  await scene.ask('ban', { address: '203.0.113.1', reason: 'spam' })
  await scene.ask('mute', { address: '203.0.113.2' })
  await scene.ask('ban', { address: '203.0.113.3' })
  await scene.ask('unban', { address: '203.0.113.3' })
  await scene.ask('gmute', { on: true })

  scene.daemon.child.kill('SIGKILL')
  await Promise.all(before.map((client) => client.closed(LONG)))
  await scene.expectFound('service/not-running', /./)
  const coming = names.map((name) => comeBack(port, name))
  await scene.expectKept(['203.0.113.1'], ['203.0.113.2'])
  const clients = await Promise.all(coming)
  assert.ok((await scene.ask('status', {})).globalMute)
  await scene.ask('gmute', { on: false })
  t.after(() => Promise.all(clients.map((client) => client.close())))

  const msg = mark()
  clients[0]?.send(textToAll(names[0] ?? '', msg))
  await Promise.all(clients.slice(1).map((client) => client.next(saying(msg), LONG)))
  const users = await scene.ask('users', {})
  assert.deepEqual(users.map(({ name }) => name).sort(), [...names].sort())
  assert.equal((await scene.ask('bans', {}))[0]?.reason, 'spam')
  await scene.peopleCome()
  await scene.expectTalk()
  await scene.expectHealthy()
})
