import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseDuration } from '../../src/sanctions/expiry.ts'
import { nextChange, temporaryList } from './temporary-list.ts'

test('a duration is a number and a unit, or several', () => {
  assert.deepEqual(
    ['90s', '15m', '2h', '7d', '1w', '1d12h', ' 2H '].map(parseDuration),
    [90, 900, 7200, 604_800, 604_800, 129_600, 7200],
  )
})

test('anything else is no duration', () => {
  for (const text of ['', '0s', '2', 'h', '-2h', '1.5h', '2 h', '2y', '2h30', '1e3s', '99999999w', '∞']) {
    assert.throws(() => parseDuration(text), { id: 'sanctions/bad-duration' }, text)
  }
})

test('a sanction that is over matches nobody, even where it is still in the file', async (t) => {
  const at = temporaryList(t)
  const list = await at.open()
  await list.add({ address: '10.0.0.7', seconds: 60 })
  at.clock.now += 59_999
  assert.ok(list.match('10.0.0.7'))
  assert.equal(list.size, 1)
  at.clock.now += 1
  assert.equal(list.match('10.0.0.7'), undefined)
  assert.deepEqual([list.entries(), list.size], [[], 0])
  assert.deepEqual(at.onDisk(), ['10.0.0.7'])
  assert.equal((await at.open()).match('10.0.0.7'), undefined)
})

test('the running server takes what is over out of the files at its time', async (t) => {
  const at = temporaryList(t, '["10.0.0.1"]')
  const list = await at.open()
  await list.add({ address: '10.0.0.7', seconds: 0.05 })
  await list.add({ address: '10.0.0.8', seconds: 3600 })
  const change = nextChange(list)
  list.watch(t.signal)
  at.clock.now += 50
  const { cause, removed } = await change
  assert.deepEqual([cause, removed.map(({ address }) => address)], ['expiry', ['10.0.0.7']])
  assert.deepEqual(at.onDisk(), ['10.0.0.1', '10.0.0.8'])
  assert.match(readFileSync(at.journal, 'utf8').trimEnd().split('\n').at(-1) ?? '', /forget.*10\.0\.0\.7/)
  await list.close()
})

test('what ended while the server was down is taken out when it starts', async (t) => {
  const at = temporaryList(t)
  await (await at.open()).add({ address: '10.0.0.7', seconds: 60 })
  at.clock.now += 3_600_000
  const list = await at.open()
  const change = nextChange(list)
  list.watch(t.signal)
  assert.equal((await change).cause, 'expiry')
  assert.deepEqual(at.onDisk(), [])
  await list.close()
})

test('somebody who is sanctioned again after the end is sanctioned anew', async (t) => {
  const at = temporaryList(t)
  const list = await at.open()
  await list.add({ address: '10.0.0.7', seconds: 60 })
  at.clock.now += 60_000
  await list.add({ address: '10.0.0.7', seconds: 60, reason: 'again' })
  assert.equal(list.match('10.0.0.7')?.reason, 'again')
  assert.equal((await at.open()).match('10.0.0.7')?.reason, 'again')
})
