process.env.TZ = 'UTC'

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jsonLine, showEvent } from '../../../src/cli/chat/show-event.ts'
import { paintFor } from '../../../src/cli/console/paint.ts'
import type { ClientEvent } from '../../../src/client/chat-client.ts'
import { useLocale } from '../../../src/messages/both.ts'

useLocale('en')

const NOW = new Date('2026-11-25T08:09:10Z')
const show = (event: ClientEvent, users: readonly string[] | null = null) =>
  showEvent(event, { paint: paintFor(false), now: NOW, me: 'Ann', address: 'h:1', users })

test('who said what to whom', () => {
  assert.deepEqual(show({ kind: 'text', from: 'Bob', text: 'hi' }), ['08:09:10 Bob: hi'])
  const said = (from: string, to: string) => show({ kind: 'private', from, to, text: 'psst' })
  assert.deepEqual(said('Bob', 'Ann'), ['08:09:10 Bob (to you): psst'])
  assert.deepEqual(said('Ann', 'Bob'), ['08:09:10 you (to Bob): psst'])
  assert.deepEqual(said('Bob', 'Eve'), ['08:09:10 Bob (to Eve): psst'])
})

test('nobody can make a terminal obey, nor write a line in somebody else’s name', () => {
  const evil = '\u001b]0;x\u0007\u009b2J\u202e'
  const events: ClientEvent[] = [
    { kind: 'text', from: evil, text: `${evil}\n08:09:10 Eve: I resign\r\nx` },
    { kind: 'private', from: evil, to: 'Ann', text: evil },
    { kind: 'announcement', text: evil },
    { kind: 'name', name: evil, text: evil },
    { kind: 'notice', notice: 'other', values: [], text: evil },
    { kind: 'notice', notice: 'offline', values: [evil], text: evil },
    { kind: 'users', names: [evil] },
    { kind: 'file-offer', id: evil, name: evil, from: evil },
    { kind: 'file-pushed', name: evil, from: evil, data: Buffer.alloc(1) },
  ]
  for (const event of events) {
    const lines = [...show(event), jsonLine(event, NOW)]
    assert.ok(lines.length > 1)
    for (const line of lines) assert.doesNotMatch(line, /[\p{Cc}\p{Cf}]/u)
    for (const line of show(event)) assert.match(line, /^08:09:10 (?!Eve: )|^ {4}/)
  }
})

test('of the list only the changes are told, and only some of many names', () => {
  const users = (...names: string[]) => ({ kind: 'users', names }) as const
  assert.deepEqual(show(users('Ann', 'Bob')), ['08:09:10 * Online (2): Ann, Bob'])
  assert.deepEqual(show(users('Ann', 'Eve'), ['Ann', 'Bob']), [
    '08:09:10 * joined: Eve',
    '08:09:10 * left: Bob',
  ])
  assert.deepEqual(show(users('Ann', 'Bob'), ['Bob']), [])
  const many = Array.from({ length: 5000 }, (_, index) => `u${index}`)
  assert.match(show(users(...many))[0] ?? '', /u19 and 4980 more$/)
})

test('a huge text is cut', () => {
  const [line = ''] = show({ kind: 'text', from: 'Bob', text: 'x'.repeat(1_000_000) })
  assert.ok(line.length < 21_000)
  assert.match(line, /980000 more characters/)
})

test('scripts get the time, the kind and the text as it was sent; of files only the size', () => {
  assert.deepEqual(JSON.parse(jsonLine({ kind: 'file', data: Buffer.alloc(7) }, NOW)), {
    time: '2026-11-25T08:09:10.000Z',
    kind: 'file',
    bytes: 7,
  })
  const text = 'a\u2028\u001b\u202eb'
  assert.equal(JSON.parse(jsonLine({ kind: 'text', text }, NOW)).text, text)
})
