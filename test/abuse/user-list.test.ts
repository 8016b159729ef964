import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NameRegistry } from '../../src/chat/name-registry.ts'
import { v9Dialect } from '../../src/protocol/dialect.ts'
import { messageIds } from '../../src/protocol/message-id.ts'
import type { ChatServer } from '../../src/server/chat-server.ts'
import type { Client } from '../../src/server/client.ts'
import { UserList } from '../../src/server/user-list.ts'
import { Daemon } from '../helpers/daemon.ts'
import { isList } from '../helpers/packets.ts'
import { statusWhen } from './status.ts'

/** A room without sockets, whose clock stands still unless it is moved: what is pushed is counted. */
function room() {
  let now = 0
  const sent = { pushes: 0, bytes: 0 }
  const clients = new Set<Client>()
  const names = new NameRegistry<Client>(() => false)
  const server = {
    clock: { now: () => now },
    names,
    clients,
    dialect: v9Dialect(messageIds(() => 1_766_000_000_000)),
    broadcast: (body: { length: number }) => {
      sent.pushes++
      sent.bytes += body.length * clients.size
    },
    turn: { send: (_: Client, frame: { length: number }) => (sent.bytes += frame.length) },
  } as unknown as ChatServer
  const list = new UserList(server)
  const join = (name: string) => {
    const client = { name } as Client
    clients.add(client)
    names.claim(name, client)
    list.named(client)
  }
  const leave = () => {
    for (const client of clients) {
      clients.delete(client)
      names.release(client.name ?? '')
      return list.changed()
    }
  }
  return { sent, list, join, leave, move: (ms: number) => (now += ms) }
}

/** Bytes that so many arrivals at the same moment cost. */
function costOf(arrivals: number): number {
  const { sent, list, join } = room()
  for (let at = 0; at < arrivals; at++) join(`user-${String(at).padStart(5, '0')}`)
  list.close()
  return sent.bytes
}

test('ten times as many arrivals at once cost no more than ten times the bytes', (t) => {
  const [few, many] = [costOf(1000), costOf(10_000)]
  t.diagnostic(`1,000 arrivals: ${few} bytes; 10,000: ${many}`)
  assert.ok(many <= 10 * few, `${many} bytes for 10,000, ${few} for 1,000`)
})

test('with somebody leaving and coming all the time, ten times as many names cost about the same per second', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const costPerSecond = (size: number) => {
    const { sent, list, join, leave, move } = room()
    for (let at = 0; at < size; at++) join(`user-${at}`)
    const SECONDS = 400
    for (let step = 0; step < 10 * SECONDS; step++) {
      leave()
      join(`late-${step}`)
      move(100)
      t.mock.timers.tick(100)
    }
    list.close()
    assert.ok(sent.pushes > 0, 'everybody hears of it by and by')
    return sent.bytes / SECONDS
  }
  const [few, many] = [costPerSecond(1000), costPerSecond(10_000)]
  t.diagnostic(`bytes per second among 1,000: ${few}; among 10,000: ${many}`)
  assert.ok(many <= 3 * few, `${many} bytes a second among 10,000, ${few} among 1,000`)
})

test('five hundred who come at once all end up with the list of all', { timeout: 60_000 }, async () => {
  await using daemon = await Daemon.start({ config: { server: { max_connections: 600 } } })
  const clients = await Promise.all(Array.from({ length: 500 }, () => daemon.connect()))
  for (const [at, client] of clients.entries()) client.send({ type: 'hello', from: `n${at}` })
  await statusWhen(daemon, ({ connections }) => connections.named === 500)
  const isWhole = (packet: Record<string, unknown>) =>
    isList(packet) && (packet.users as string[]).length === 500
  await Promise.all(clients.map((client) => client.next(isWhole, 30_000)))
})
