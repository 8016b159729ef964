import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import type { Asking } from '../../src/cli/confirm.ts'
import { impose, type Surroundings } from '../../src/cli/sanctions/impose.ts'
import { kickTarget } from '../../src/cli/sanctions/kick-target.ts'
import { lift, liftedScreen } from '../../src/cli/sanctions/lift.ts'
import { type Lists, listsOfServer } from '../../src/cli/sanctions/lists.ts'
import { renameTarget } from '../../src/cli/sanctions/rename-target.ts'
import type { Sanction } from '../../src/control/methods.ts'
import { useLocale } from '../../src/messages/both.ts'
import { FakeServer, HOST } from './console/fake-server.ts'
import { user } from './sample-room.ts'

useLocale('en')

const entry = (address: string): Sanction => ({ address, reason: null, by: null, at: null, until: null })

function around(given: Partial<Surroundings> = {}): Surroundings & { readonly notes: string[] } {
  const notes: string[] = []
  const nobody: Asking = { input: new PassThrough(), output: new PassThrough(), isTerminal: false }
  return { host: HOST, asking: nobody, yes: false, note: (text) => notes.push(text), notes, ...given }
}

/** Somebody at a terminal who answers this. */
function person(answer: string): Asking {
  const input = new PassThrough()
  input.end(answer)
  return { input, output: new PassThrough(), isTerminal: true }
}

test('a ban first shows whom it hits now', async () => {
  const server = new FakeServer()
  server.users = [user({ name: 'bob' }), user({ name: 'evil\u001b[2J' }), user({ ip: '10.0.0.9' })]
  const place = around()
  await impose('ban', 'bob', { by: 'root', seconds: 60 }, listsOfServer(server), place)
  assert.deepEqual(place.notes, ['Connected now, would be banned: bob (10.0.0.7), evil\\x1b[2J (10.0.0.7)'])
  assert.deepEqual(server.deeds, [['ban', { address: '10.0.0.7', by: 'root', seconds: 60 }]])
})

test('what may hit more than is meant needs --yes where nobody can be asked', async () => {
  for (const typed of ['10.0.0.0/24', '127.0.0.1', '::1', '192.168.1.5', '203.0.113.9']) {
    const server = new FakeServer()
    const lists = listsOfServer(server)
    await assert.rejects(impose('mute', typed, {}, lists, around()), { id: 'cli/needs-yes' }, typed)
    assert.deepEqual(server.deeds, [], typed)
    await impose('mute', typed, {}, lists, around({ yes: true }))
    assert.deepEqual(server.deeds, [['mute', { address: typed }]], typed)
  }
})

test('on a terminal it is asked, and only a yes is a yes', async () => {
  for (const [answer, done] of [
    ['y\n', true],
    ['Yes\n', true],
    ['n\n', false],
    ['\n', false],
    ['', false],
  ] as const) {
    const server = new FakeServer()
    const attempt = impose('ban', '127.0.0.1', {}, listsOfServer(server), around({ asking: person(answer) }))
    if (done) await attempt
    else await assert.rejects(attempt, { id: 'cli/declined' })
    assert.equal(server.deeds.length, done ? 1 : 0, JSON.stringify(answer))
  }
})

test('while no server runs there are no names, and the operator hears when it takes effect', async () => {
  const added: string[] = []
  const files: Lists = {
    ...listsOfServer(new FakeServer()),
    offline: true,
    users: async () => [],
    add: async (_kind, { address }) => {
      added.push(address)
      return { sanction: entry(address), affected: [] }
    },
  }
  const place = around()
  await assert.rejects(impose('ban', 'alice', {}, files, place), { id: 'cli/name-needs-server' })
  await impose('ban', '10.0.0.7', {}, files, place)
  assert.deepEqual(added, ['10.0.0.7'])
  assert.match(place.notes.join(), /takes effect at the next start/)
})

test('a kick asks only where it hits several addresses, and goes to the server as one', async () => {
  const server = new FakeServer()
  server.users = [user(), user({ ip: '10.0.0.8' })]
  await assert.rejects(kickTarget('10.0.0.0/24', server, around()), { id: 'cli/needs-yes' })
  await kickTarget('10.0.0.0/24', server, around({ yes: true }))
  server.users = [user({ ip: '127.0.0.1' })]
  await kickTarget('127.0.0.1', server, around())
  assert.deepEqual(
    server.deeds.map(([, params]) => (params as { address: string }).address),
    ['10.0.0.0/24', '127.0.0.1'],
  )
})

test('a range cannot be renamed', async () => {
  const server = new FakeServer()
  await assert.rejects(renameTarget('10.0.0.0/24', 'x', server), { id: 'cli/range-not-allowed' })
  assert.deepEqual(server.deeds, [])
})

test('an odd entry of the list can be lifted as it stands there; an unknown name is not', async () => {
  const server = new FakeServer()
  server.answers.bans = [entry('not an address')]
  await lift('ban', 'not an address', listsOfServer(server), 'root')
  await assert.rejects(lift('ban', 'nobody', listsOfServer(server), 'root'), { id: 'cli/no-such-user' })
  assert.deepEqual(server.deeds, [['unban', { address: 'not an address', by: 'root' }]])
})

test('lifting a ban that a range still covers says so', async () => {
  const server = new FakeServer()
  server.answers.unban = { removed: [entry('10.0.0.7')] }
  server.answers.bans = [entry('10.0.0.0/8'), entry('192.168.0.0/16'), entry('nonsense')]
  const lifted = await lift('ban', '10.0.0.7', listsOfServer(server), 'root')
  assert.deepEqual(lifted.stillCoveredBy, ['10.0.0.0/8'])
  assert.equal(
    liftedScreen('ban', lifted),
    'No longer banned: 10.0.0.7\nStill banned by the range 10.0.0.0/8: chatctl unban 10.0.0.0/8',
  )
})

test('after a single public IPv6 address the range of its user is named, and after no other', async () => {
  for (const [typed, named] of [
    ['2001:db8:1:2::5', 'chatctl ban 2001:db8:1:2::/64'],
    ['2001:db8:1:2::/64', undefined],
    ['fe80::5', undefined],
    ['::ffff:203.0.113.80', undefined],
    ['203.0.113.80', undefined],
  ] as const) {
    const place = around({ yes: true })
    await impose('ban', typed, {}, listsOfServer(new FakeServer()), place)
    assert.equal(
      place.notes.some((note) => named !== undefined && note.includes(named)),
      named !== undefined,
    )
    assert.equal(place.notes.length, named === undefined ? 1 : 2, typed)
  }
})
