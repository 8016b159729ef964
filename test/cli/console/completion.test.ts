import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complete } from '../../../src/cli/console/completion.ts'
import { user } from '../sample-room.ts'
import { FakeServer } from './fake-server.ts'

test('command words are completed', async () => {
  assert.deepEqual(await complete('un', new FakeServer()), [['unban ', 'unmute ', 'ungmute '], 'un'])
  assert.deepEqual(await complete('', new FakeServer()).then(([found]) => found.length), 22)
})

test('after a command come the addresses and names of who is online', async () => {
  const server = new FakeServer()
  server.users = [user(), user({ name: 'al' }), user({ name: 'a\u202el', ip: '10.0.0.8' })]
  assert.deepEqual(await complete('kick a', server), [['al', 'alice'], 'a'])
  assert.deepEqual(await complete('BAN 10', server), [['10.0.0.7', '10.0.0.8'], '10'])
})

test('what is listed can be lifted', async () => {
  assert.deepEqual(await complete('unban ', new FakeServer()), [['10.9.9.9'], ''])
})

test('words are not completed in an announcement', async () => {
  assert.deepEqual(await complete('say al', new FakeServer()), [[], 'say al'])
})
