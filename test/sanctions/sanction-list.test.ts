import assert from 'node:assert/strict'
import { chmodSync, readFileSync, rmSync, statSync } from 'node:fs'
import { test } from 'node:test'
import type { Sanction as OnTheSocket } from '../../src/control/methods.ts'
import type { Sanction } from '../../src/sanctions/sanction.ts'
import { temporaryList } from './temporary-list.ts'

test('a list as the original writes it is in force, and stays readable for the original', async (t) => {
  const at = temporaryList(t, '["10.0.0.7", "192.168.1.9"]')
  const list = await at.open()
  assert.ok(list.match('10.0.0.7'))
  assert.ok(list.match('::ffff:192.168.1.9'))
  assert.equal(list.match('10.0.0.8'), undefined)
  const byHand = { address: '10.0.0.7', reason: null, by: null, at: null, until: null }
  assert.deepEqual(list.match('10.0.0.7'), byHand)
  await list.add({ address: '10.0.0.8', reason: '刷屏', by: 'admin', seconds: 7200 })
  assert.deepEqual(at.onDisk(), ['10.0.0.7', '192.168.1.9', '10.0.0.8'])
  assert.equal(readFileSync(at.file, 'utf8'), '["10.0.0.7", "192.168.1.9", "10.0.0.8"]')
})

test('reason, author, time and expiry survive a restart', async (t) => {
  const at = temporaryList(t)
  const added = await (await at.open()).add({
    address: '10.0.0.8',
    reason: '刷屏',
    by: 'admin',
    seconds: 7200,
  })
  const expected: OnTheSocket = {
    address: '10.0.0.8',
    reason: '刷屏',
    by: 'admin',
    at: '2026-11-05T10:20:30.000Z',
    until: '2026-11-05T12:20:30.000Z',
  }
  assert.deepEqual(added, expected)
  assert.deepEqual((await at.open()).entries(), [expected])
  const same: Sanction = expected
  assert.ok(same)
})

test('opening writes nothing, and a list that was never written is empty', async (t) => {
  const at = temporaryList(t)
  const list = await at.open()
  assert.deepEqual([list.entries(), list.size, list.error, list.match('10.0.0.7')], [[], 0, null, undefined])
  assert.deepEqual(await list.remove('10.0.0.7'), [])
  assert.throws(() => statSync(at.file), { code: 'ENOENT' })
})

test('a range is listed in one spelling and covers its addresses', async (t) => {
  const at = temporaryList(t)
  const list = await at.open()
  await list.add({ address: '10.20.30.40/16' })
  await list.add({ address: '::ffff:192.168.1.9' })
  assert.deepEqual(at.onDisk(), ['10.20.0.0/16', '192.168.1.9'])
  assert.equal(list.match('10.20.255.255')?.address, '10.20.0.0/16')
  assert.deepEqual(
    (await list.remove('10.20.1.1/16')).map(({ address }) => address),
    ['10.20.0.0/16'],
  )
  assert.equal(list.match('10.20.255.255'), undefined)
  assert.deepEqual(
    (await at.open()).entries().map(({ address }) => address),
    ['192.168.1.9'],
  )
})

test('removing an address removes every spelling of it and leaves the ranges', async (t) => {
  const at = temporaryList(t, '["10.0.0.7", "::ffff:a00:7", "10.0.0.7/32", "10.0.0.0/8"]')
  const list = await at.open()
  const removed = await list.remove('10.0.0.7')
  assert.deepEqual(
    removed.map(({ address }) => address),
    ['10.0.0.7', '::ffff:a00:7', '10.0.0.7/32'],
  )
  assert.deepEqual(at.onDisk(), ['10.0.0.0/8'])
  assert.equal(list.match('10.0.0.7')?.address, '10.0.0.0/8')
})

test('adding a listed address again replaces its details', async (t) => {
  const at = temporaryList(t, '["10.0.0.7"]')
  const list = await at.open()
  await list.add({ address: '10.0.0.7', reason: 'first', seconds: 60 })
  await list.add({ address: '::ffff:10.0.0.7', reason: 'second' })
  assert.deepEqual(at.onDisk(), ['10.0.0.7'])
  assert.deepEqual(
    list.entries().map(({ reason, until }) => ({ reason, until })),
    [{ reason: 'second', until: null }],
  )
  assert.equal((await at.open()).match('10.0.0.7')?.reason, 'second')
})

test('details of an address do not come back when somebody lists it by hand later', async (t) => {
  const at = temporaryList(t)
  const list = await at.open()
  await list.add({ address: '10.0.0.7', reason: 'old', seconds: 60 })
  await list.remove('10.0.0.7')
  at.edit('["10.0.0.7"]')
  at.clock.now += 3_600_000
  await list.reload()
  assert.equal(list.match('10.0.0.7')?.reason, null)
  assert.equal((await at.open()).match('10.0.0.7')?.until, null)
})

test('what is neither an address nor a range, and what lasts no time, is refused', async (t) => {
  const list = await temporaryList(t).open()
  for (const address of ['', 'Zhang San', '010.0.0.1', '10.0.0.0/33', '10.0.0.*']) {
    await assert.rejects(list.add({ address }), { id: 'sanctions/not-an-address' }, address)
  }
  for (const seconds of [0, -1, Number.NaN]) {
    await assert.rejects(list.add({ address: '10.0.0.7', seconds }), { id: 'sanctions/bad-duration' })
  }
  assert.equal(list.size, 0)
})

test('an entry of an old list that is no address is kept, and can be removed', async (t) => {
  const at = temporaryList(t, '["localhost", "10.0.0.7", "localhost"]')
  const list = await at.open()
  await list.add({ address: '10.0.0.8' })
  assert.deepEqual(at.onDisk(), ['localhost', '10.0.0.7', '10.0.0.8'])
  assert.equal((await list.remove('localhost')).length, 1)
  assert.deepEqual(at.onDisk(), ['10.0.0.7', '10.0.0.8'])
})

test('many changes at once are all written, in order', async (t) => {
  const at = temporaryList(t)
  const list = await at.open()
  const adds = Array.from({ length: 200 }, (_, index) => list.add({ address: `10.0.0.${index}` }))
  const removed = list.remove('10.0.0.5')
  await Promise.all(adds)
  assert.equal((await removed).length, 1)
  assert.equal((at.onDisk() as string[]).length, 199)
  assert.equal((await at.open()).size, 199)
})

test('the journal does not grow for ever, and loses nothing when it is written anew', async (t) => {
  const at = temporaryList(t)
  const list = await at.open()
  await list.add({ address: '10.9.9.9', reason: 'kept' })
  for (let round = 0; round < 8; round++) {
    const many = Array.from({ length: 60 }, (_, index) => `10.0.${round}.${index}`)
    await Promise.all(many.map((address) => list.add({ address, reason: 'gone' })))
    await Promise.all(many.map((address) => list.remove(address)))
  }
  assert.ok(readFileSync(at.journal, 'utf8').split('\n').length < 400)
  assert.equal((await at.open()).match('10.9.9.9')?.reason, 'kept')
})

test('a journal that is removed while the list is open comes back with the next write', async (t) => {
  const at = temporaryList(t)
  const list = await at.open()
  await list.add({ address: '10.0.0.7', seconds: 7200 })
  rmSync(at.journal)
  await list.add({ address: '10.0.0.8' })
  assert.equal((await at.open()).match('10.0.0.7')?.until, '2026-11-05T12:20:30.000Z')
})

test('the list keeps its mode', async (t) => {
  const at = temporaryList(t, '[]')
  chmodSync(at.file, 0o660)
  await (await at.open()).add({ address: '10.0.0.7' })
  assert.equal(statSync(at.file).mode & 0o777, 0o660)
})

test('listeners hear of a change when it is in force', async (t) => {
  const list = await temporaryList(t).open()
  const heard: unknown[] = []
  const end = list.onChange(({ kind, cause, added, removed }) =>
    heard.push(
      [kind, cause, added.map(({ address }) => address), removed.map(({ address }) => address)],
      list.size,
    ),
  )
  await list.add({ address: '10.0.0.7' })
  await list.remove('10.0.0.7')
  end()
  await list.add({ address: '10.0.0.8' })
  assert.deepEqual(heard, [['ban', 'command', ['10.0.0.7'], []], 1, ['ban', 'command', [], ['10.0.0.7']], 0])
})
