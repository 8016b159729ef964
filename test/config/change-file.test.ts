import assert from 'node:assert/strict'
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type ChangeOptions, changeConfigFile } from '../../src/config/change-file.ts'
import { setValue } from '../../src/config/set-value.ts'
import { ChatctlError } from '../../src/errors/chatctl-error.ts'
import { withLock } from '../../src/store/lock-file.ts'
import { temporaryFolder, tinyDisk } from '../helpers/temporary-folder.ts'
import { SAMPLE, sampleWith } from './sample.ts'

const OPTIONS: ChangeOptions = {
  retry: 'sudo …',
  check: 'chatctl config check',
  keepCopy: true,
  dryRun: false,
  now: Date.UTC(2026, 5, 15, 14),
}
const COPY = '.20260615-140000'
const port = (value: unknown) => (text: string) => setValue(text, ['server', 'port'], value, 'lenient')
const refusedAs = (id: string) => (error: unknown) => error instanceof ChatctlError && error.id === id

test('only the value changes: mark, line ends, comments, mode and a link stay, and the copy is for the owner alone', async (t) => {
  const folder = temporaryFolder(t)
  mkdirSync(join(folder, 'real'))
  const file = join(folder, 'real', 'config.json')
  const link = join(folder, 'config.json')
  const before = `\ufeff${SAMPLE.replace('3000,', '3000, // for all').replaceAll('\n', '\r\n')}`
  writeFileSync(file, before, { mode: 0o604 })
  symlinkSync('real/config.json', link)
  const { outcome, copy } = await changeConfigFile(link, port(3001), OPTIONS)
  assert.equal(outcome, 'written')
  assert.equal(readFileSync(file, 'utf8'), before.replace('3000', '3001'))
  assert.equal(readlinkSync(link), 'real/config.json')
  assert.equal(statSync(file).mode & 0o777, 0o604)
  assert.equal(copy, `${file}${COPY}.bak`)
  assert.equal(readFileSync(copy ?? '', 'utf8'), before)
  assert.equal(statSync(copy ?? '').mode & 0o777, 0o600)
  assert.deepEqual(readdirSync(join(folder, 'real')).length, 2, 'no lock and no draft stays behind')
})

test('the tenth copy is the oldest that is kept, and other people’s copies are none of ours', async (t) => {
  const folder = temporaryFolder(t)
  const file = join(folder, 'config.json')
  writeFileSync(file, SAMPLE)
  writeFileSync(join(folder, 'config.json.bak'), 'mine')
  for (let value = 1; value <= 13; value++) await changeConfigFile(file, port(value), OPTIONS)
  const copies = readdirSync(folder).filter((name) => name.startsWith(`config.json${COPY}`))
  const numbers = copies.map((name) => Number(/-(\d+)\.bak$/.exec(name)?.[1] ?? 1)).sort((a, b) => a - b)
  assert.equal(copies.length, 10)
  assert.ok(numbers.every((number, at) => number > (numbers[at - 1] ?? 0)))
  assert.match(readFileSync(join(folder, `config.json${COPY}-${numbers.at(-1)}.bak`), 'utf8'), /"port": 12,/)
  assert.equal(readFileSync(join(folder, 'config.json.bak'), 'utf8'), 'mine')
})

test('a value that brings an error is refused; one beside an old error is not', async (t) => {
  const file = join(temporaryFolder(t), 'config.json')
  writeFileSync(file, SAMPLE)
  const refused = await changeConfigFile(file, port('x'), OPTIONS)
  assert.deepEqual([refused.outcome, refused.errors[0]?.key], ['refused', 'server.port'])
  assert.equal(readFileSync(file, 'utf8'), SAMPLE)
  writeFileSync(file, sampleWith('60', '"60"'))
  const written = await changeConfigFile(file, port(3001), OPTIONS)
  assert.deepEqual([written.outcome, written.errors[0]?.key], ['written', 'security.heartbeat_timeout'])
  const dry = await changeConfigFile(file, port(3002), { ...OPTIONS, dryRun: true })
  assert.equal(dry.outcome, 'planned')
  assert.match(readFileSync(file, 'utf8'), /"port": 3001/)
})

test('what is no JSON in UTF-8 is not touched', async (t) => {
  const file = join(temporaryFolder(t), 'config.json')
  for (const bad of [
    '{"server": {"port": 1}',
    '[]',
    Buffer.from([0x7b, 0x22, 0xc4, 0xe3, 0x22, 0x3a, 0x31, 0x7d]),
  ]) {
    writeFileSync(file, bad)
    await assert.rejects(changeConfigFile(file, port(2), OPTIONS), refusedAs('config/not-editable'))
    assert.deepEqual(readFileSync(file), Buffer.from(bad))
  }
})

test('edits wait for one another, and none is lost', async (t) => {
  const file = join(temporaryFolder(t), 'config.json')
  writeFileSync(file, '{"server": {}}')
  const keys = ['port', 'max_connections', 'max_queue_bytes', 'max_pending_bytes']
  await Promise.all(
    keys.map((key, at) => changeConfigFile(file, (text) => setValue(text, ['server', key], at + 1), OPTIONS)),
  )
  assert.deepEqual(Object.keys(JSON.parse(readFileSync(file, 'utf8')).server).sort(), [...keys].sort())
})

test('an edit that takes too long is named, and the file stays as it is', async (t) => {
  const folder = temporaryFolder(t)
  const file = join(folder, 'config.json')
  writeFileSync(file, SAMPLE)
  await withLock(join(folder, '.config.json.lock'), 0, async () => {
    await assert.rejects(
      changeConfigFile(file, port(1), { ...OPTIONS, patienceMs: 50 }),
      (error) =>
        refusedAs('config/being-edited')(error) && (error as Error).message.includes(String(process.pid)),
    )
  })
  assert.equal(readFileSync(file, 'utf8'), SAMPLE)
})

test('on a full disk the old file is whole, and nothing is left lying about', async (t) => {
  const folder = tinyDisk(t)
  if (folder === undefined) return
  const file = join(folder, 'config.json')
  writeFileSync(file, SAMPLE)
  const filler = join(folder, 'filler')
  assert.throws(() => writeFileSync(filler, Buffer.alloc(4 * 1024 * 1024)), { code: 'ENOSPC' })
  for (const keepCopy of [true, false]) {
    await assert.rejects(
      changeConfigFile(file, port(3001), { ...OPTIONS, keepCopy }),
      refusedAs('config/not-written'),
    )
    assert.equal(readFileSync(file, 'utf8'), SAMPLE)
  }
  assert.deepEqual(readdirSync(folder).sort(), ['config.json', 'filler'])
  assert.ok(lstatSync(file).isFile())
})
