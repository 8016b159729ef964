import assert from 'node:assert/strict'
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { useLocale } from '../../src/messages/both.ts'
import { render } from '../../src/messages/index.ts'
import { nextChange, temporaryList } from './temporary-list.ts'

useLocale('en')

test('an edit takes effect in the running server, written in place or replaced', async (t) => {
  const at = temporaryList(t, '["10.0.0.7"]')
  const list = await at.open()
  list.watch(t.signal)
  let change = nextChange(list)
  at.edit('["10.0.0.7", "10.1.0.0/16"]')
  assert.deepEqual(
    (await change).added.map(({ address }) => address),
    ['10.1.0.0/16'],
  )
  assert.ok(list.match('10.1.2.3'))
  change = nextChange(list)
  writeFileSync(`${at.file}.swp`, '["10.1.0.0/16"]')
  renameSync(`${at.file}.swp`, at.file)
  const { cause, removed } = await change
  assert.deepEqual([cause, removed.map(({ address }) => address)], ['file', ['10.0.0.7']])
  assert.equal(list.match('10.0.0.7'), undefined)
  await list.close()
})

test('an unreadable edit is refused with its line and column, until it is mended', async (t) => {
  const at = temporaryList(t, '["10.0.0.7"]')
  const list = await at.open()
  at.edit('[\n  "10.0.0.7"\n  "10.0.0.8"\n]\n')
  assert.deepEqual(await list.reload(), { added: [], removed: [] })
  assert.equal(list.error, `${at.file}, line 3, column 3: a comma is missing here`)
  assert.ok(list.match('10.0.0.7'))
  assert.equal(list.match('10.0.0.8'), undefined)
  at.edit('["10.0.0.7", "10.0.0.8"]')
  assert.equal((await list.reload()).added.length, 1)
  assert.equal(list.error, null)
  assert.deepEqual(
    at.notices.map(({ id }) => id),
    ['sanctions/edit-refused', 'sanctions/edit-mended'],
  )
})

test('a command on top of an unreadable edit keeps the edit aside and says so', async (t) => {
  const at = temporaryList(t, '["10.0.0.7"]')
  const list = await at.open()
  const edit = '["10.0.0.7", "10.0.0.8",]'
  at.edit(edit)
  await list.add({ address: '10.0.0.9' })
  assert.deepEqual(at.onDisk(), ['10.0.0.7', '10.0.0.9'])
  const copy = join(at.folder, 'banned_ips.json.broken-2026-11-05T10-20-30')
  assert.equal(readFileSync(copy, 'utf8'), edit)
  assert.equal(list.error, null)
  const notice = at.notices.at(-1)
  assert.equal(notice?.id, 'sanctions/set-aside')
  assert.ok(notice && render(notice.message).includes(copy))

  at.edit('once more')
  await list.remove('10.0.0.9')
  assert.equal(readFileSync(`${copy}-2`, 'utf8'), 'once more')
})

test('an edit that races with a command is merged, not lost', async (t) => {
  const at = temporaryList(t, '["10.0.0.7"]')
  const list = await at.open()
  at.edit('["10.0.0.7", "10.0.0.8"]')
  await list.add({ address: '10.0.0.9' })
  assert.deepEqual(at.onDisk(), ['10.0.0.7', '10.0.0.8', '10.0.0.9'])
  assert.ok(list.match('10.0.0.8'))
  at.edit('["10.0.0.9"]')
  await list.add({ address: '10.0.0.10' })
  assert.deepEqual(at.onDisk(), ['10.0.0.9', '10.0.0.10'])
  assert.equal(list.match('10.0.0.8'), undefined)
})

test('an edit of the same length within one tick of the clock is not lost either', async (t) => {
  const at = temporaryList(t, '[]')
  const list = await at.open()
  for (let round = 0; round < 30; round++) {
    await list.add({ address: '10.0.0.7' })
    at.edit(readFileSync(at.file, 'utf8').replace('10.0.0.7', '10.0.0.8'))
    await list.add({ address: '10.0.0.9' })
    assert.deepEqual(at.onDisk(), ['10.0.0.8', '10.0.0.9'], `round ${round}`)
    await list.remove('10.0.0.8')
    await list.remove('10.0.0.9')
  }
})

test('a file that is removed while the list is open leaves it in force, and the next command brings it back', async (t) => {
  const at = temporaryList(t, '["10.0.0.7"]')
  const list = await at.open()
  rmSync(at.file)
  assert.deepEqual(await list.reload(), { added: [], removed: [] })
  assert.ok(list.match('10.0.0.7'))
  assert.equal(list.error, null)
  await list.add({ address: '10.0.0.8' })
  assert.deepEqual(at.onDisk(), ['10.0.0.7', '10.0.0.8'])
})

test('a list that is broken at the start is in force as far as it can be read, and left alone', async (t) => {
  const broken = '["10.0.0.7", "10.1.0.0/16" "192.168.1.9"'
  const at = temporaryList(t, broken)
  const list = await at.open()
  assert.ok(list.match('10.0.0.7') && list.match('10.1.2.3') && list.match('192.168.1.9'))
  assert.match(list.error ?? '', /line 1, column 28/)
  assert.equal(at.notices[0]?.level, 'error')
  assert.match(at.notices.map(({ message }) => render(message)).join(), /The 3 addresses that could be read/)
  list.watch(t.signal)
  await list.remove('10.9.9.9')
  assert.equal(readFileSync(at.file, 'utf8'), broken)
  await list.add({ address: '10.0.0.8' })
  assert.deepEqual(at.onDisk(), ['10.0.0.7', '10.1.0.0/16', '192.168.1.9', '10.0.0.8'])
  const copies = readdirSync(at.folder).filter((name) => name.includes('.broken-'))
  assert.deepEqual(
    copies.map((name) => readFileSync(join(at.folder, name), 'utf8')),
    [broken],
  )
  await list.close()
})

test('what has ended is not taken out of a file that cannot be read', async (t) => {
  const at = temporaryList(t)
  const list = await at.open()
  await list.add({ address: '10.0.0.7', seconds: 60 })
  at.edit('["10.0.0.7"')
  at.clock.now += 60_000
  list.watch(t.signal)
  await list.reload()
  await list.close()
  assert.equal(readFileSync(at.file, 'utf8'), '["10.0.0.7"')
  assert.equal(list.match('10.0.0.7'), undefined)
})
