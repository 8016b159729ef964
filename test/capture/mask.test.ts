import assert from 'node:assert/strict'
import { test } from 'node:test'
import { maskPacket } from '../../src/capture/mask.ts'
import type { Packet } from '../../src/protocol/packet.ts'

const SECRET = 'the-secret'
const FILE_ID = '0a1b2c3d-1111-4222-8333-444455556666'

test('who and to whom is shown, what was said only by its length', () => {
  const packet = { type: 'text', from: 'Ann', target: 'Bob', msg: '聊天 😀' }
  assert.deepEqual(maskPacket(packet, 'client', false), { ...packet, msg: { hidden: 'text', size: 4 } })
  assert.deepEqual(maskPacket(packet, 'client', true), packet)
})

test('texts of the system are shown, and nobody can hide behind its name or make it say his words', () => {
  const greeting = { type: 'text', from: '系统', msg: '欢迎来到 Python 极客聊天室！' }
  assert.deepEqual(maskPacket(greeting, 'server', false), greeting)
  assert.deepEqual(maskPacket(greeting, 'client', false).msg, { hidden: 'text', size: 18 })
  const forged = { ...greeting, msg: SECRET }
  assert.deepEqual(maskPacket(forged, 'server', false).msg, { hidden: 'text', size: 10 })
})

test('files, ids of files and tokens of canaries are never shown whole, whatever was asked for', () => {
  const packets: readonly Packet[] = [
    { type: 'file_upload', filename: 'a.txt', data: Buffer.from(SECRET).toString('base64') },
    { type: 'file', filename: 'a.txt', filedata: Buffer.from(SECRET).toString('base64') },
    { type: 'heartbeat', chatctl_canary: { token: SECRET } },
    { type: 'chatctl_canary', heard: SECRET },
    { type: 'file_request', file_id: FILE_ID },
  ]
  for (const packet of packets)
    for (const include of [false, true]) {
      const shown = JSON.stringify(maskPacket(packet, 'server', include))
      for (const secret of [SECRET, Buffer.from(SECRET).toString('base64'), FILE_ID])
        assert.ok(!shown.includes(secret), shown)
    }
  assert.deepEqual(maskPacket(packets[0] as Packet, 'client', false).data, { hidden: 'data', size: 10 })
  assert.equal(maskPacket(packets[4] as Packet, 'client', false).file_id, '0a1b2c3d…')
})

test('fields that the protocol does not have are hidden, as nobody knows what is in them', () => {
  const packet = { type: 'custom', password: SECRET, nested: { a: 1 } }
  const shown = maskPacket(packet, 'client', false)
  assert.deepEqual(shown.password, { hidden: 'value', size: 10 })
  assert.deepEqual(shown.nested, { hidden: 'value', size: 7 })
})

test('what sounds like a password is hidden even where all that was said is shown, however deep it lies', () => {
  const packet = {
    type: 'login',
    user: 'Ann',
    password: SECRET,
    remember: true,
    more: [{ access_token: SECRET, at: 1 }],
  }
  assert.deepEqual(maskPacket(packet, 'client', true), {
    type: 'login',
    user: 'Ann',
    password: { hidden: 'secret', size: 10 },
    remember: true,
    more: [{ access_token: { hidden: 'secret', size: 10 }, at: 1 }],
  })
})
