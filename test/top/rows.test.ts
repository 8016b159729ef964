import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byPeer, sortPeers, sortUsers } from '../../src/top/rows.ts'
import { userOf } from './sample-status.ts'

const users = [
  userOf({ id: 1, ip: '10.0.0.10', name: 'alice', silentFor: 3 }),
  userOf({ id: 2, ip: '10.0.0.9', name: 'bob', queuedBytes: 10 }),
  userOf({ id: 3, ip: '10.0.0.9', name: null, queuedBytes: 500, muted: true }),
  userOf({ id: 4, ip: '10.0.0.9', name: 'bob', silentFor: 9 }),
]
const ids = (sorted: readonly { id: number }[]) => sorted.map(({ id }) => id)

test('connections are counted by their address, most first, each name once', () => {
  assert.deepEqual(byPeer(users), [
    { address: '10.0.0.9', connections: 3, names: ['bob'], queuedBytes: 510, muted: true },
    { address: '10.0.0.10', connections: 1, names: ['alice'], queuedBytes: 0, muted: false },
  ])
})

test('every order puts first what it is called after', () => {
  assert.deepEqual(ids(sortUsers(users, 'waiting')), [3, 2, 1, 4])
  assert.deepEqual(ids(sortUsers(users, 'silent')), [4, 1, 2, 3])
  assert.deepEqual(ids(sortUsers(users, 'newest')), [4, 3, 2, 1])
  assert.deepEqual(ids(sortUsers(users, 'name')), [3, 1, 2, 4])
  assert.deepEqual(ids(sortUsers(users, 'address')), [2, 3, 4, 1])
  const addresses = sortPeers(byPeer(users), 'address').map(({ address }) => address)
  assert.deepEqual(addresses, ['10.0.0.9', '10.0.0.10'])
})
