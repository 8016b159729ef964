import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { generations, inProcess, linesOf, openLog, recordsOf } from './scratch.ts'

test('200,000 lines through hundreds of rotations are all there, once and in order, and no file is too big', async (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  const maxBytes = 100_000
  const { code, stderr } = await inProcess(
    `const log = createLog({ file, format: 'json', level: 'INFO', maxBytes: ${maxBytes}, backupCount: 1000 })
    let count = 0
    function turn() {
      for (let i = 0; i < 97; i++) if (count < 200000) log.event('file/expired', { count: count++, file: '文件' })
      if (count < 200000) setImmediate(turn)
      else process.exit(0)
    }
    turn()`,
    file,
  )
  assert.equal(code, 0, stderr)
  const files = generations(file)
  assert.ok(files.length > 200, `${files.length} files`)
  for (const path of files) assert.ok(statSync(path).size < maxBytes, path)
  const counts = files.flatMap(recordsOf).map((record) => record.count)
  assert.equal(counts.length, 200_000)
  counts.forEach((count, i) => {
    assert.equal(count, i)
  })
})

test('only the newest backups are kept, in order up to the last line', (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  const { log } = openLog(t, { file, maxBytes: 2000, backupCount: 3 })
  for (let count = 0; count < 500; count++) {
    log.event('file/expired', { count })
    if (count % 7 === 0) log.flush()
  }
  log.flush()
  assert.deepEqual(generations(file), [`${file}.3`, `${file}.2`, `${file}.1`, file])
  const counts = generations(file)
    .flatMap(recordsOf)
    .map((record) => record.count as number)
  assert.ok(counts.length > 30 && counts.length < 100, `${counts.length} lines kept`)
  assert.deepEqual(
    counts,
    counts.map((_, i) => 500 - counts.length + i),
  )
})

test('a line longer than the limit gets a file of its own, whole', (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  const { log } = openLog(t, { file, maxBytes: 1000, backupCount: 5, format: 'text' })
  log.event('chat/text', { user: 'A', text: 'first' })
  log.event('chat/text', { user: 'A', text: 'x'.repeat(5000) })
  log.event('chat/text', { user: 'A', text: 'last' })
  log.flush()
  assert.deepEqual(
    generations(file).map((path) => linesOf(path).map((line) => line.length > 1000)),
    [[false], [true], [false]],
  )
})

for (const none of [
  { maxBytes: 0, backupCount: 5 },
  { maxBytes: 500, backupCount: 0 },
]) {
  test(`nothing rotates with ${JSON.stringify(none)}`, (t) => {
    const file = join(temporaryFolder(t), 'server.log')
    const { log } = openLog(t, { file, ...none })
    for (let count = 0; count < 100; count++) log.event('file/expired', { count })
    log.flush()
    assert.equal(linesOf(file).length, 100)
    assert.equal(existsSync(`${file}.1`), false)
  })
}

test('a gap between the backups is filled before the oldest is dropped', (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  writeFileSync(file, `${'x'.repeat(990)}\n`)
  writeFileSync(`${file}.1`, 'one\n')
  writeFileSync(`${file}.3`, 'three\n')
  const { log } = openLog(t, { file, maxBytes: 1000, backupCount: 3 })
  log.event('data/saved')
  log.flush()
  assert.equal(readFileSync(`${file}.2`, 'utf8'), 'one\n')
  assert.equal(readFileSync(`${file}.3`, 'utf8'), 'three\n')
})

test('backups that cannot be renamed are reported, and no line is lost', (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  mkdirSync(join(`${file}.1`, 'in the way'), { recursive: true })
  const { log, notices } = openLog(t, { file, maxBytes: 1000, backupCount: 1 })
  for (let count = 0; count < 100; count++) log.event('file/expired', { count })
  log.flush()
  const records = recordsOf(file)
  assert.equal(records.filter((record) => record.event === 'file/expired').length, 100)
  assert.equal(records.filter((record) => record.event === 'log/rotate-failed').length, 1)
  assert.equal(log.stats().writeErrors, 1)
  assert.match(notices.join(''), /rotated/)
})

test('after a rename by logrotate, reopen writes to a new file', (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  const { log } = openLog(t, { file })
  log.event('chat/joined', { ip: '10.0.0.1' })
  log.flush()
  renameSync(file, `${file}-20261123`)
  log.event('chat/left', { ip: '10.0.0.1' })
  log.reopen()
  log.event('data/saved')
  log.flush()
  assert.deepEqual(
    recordsOf(`${file}-20261123`).map((record) => record.event),
    ['chat/joined', 'chat/left'],
  )
  assert.deepEqual(
    recordsOf(file).map((record) => record.event),
    ['log/reopened', 'data/saved'],
  )
})

test('a file that the operator truncated goes on from its new size', (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  const { log } = openLog(t, { file, maxBytes: 5000, backupCount: 2 })
  for (let count = 0; count < 20; count++) log.event('file/expired', { count })
  log.flush()
  writeFileSync(file, '')
  log.reopen()
  for (let count = 0; count < 20; count++) log.event('file/expired', { count })
  log.flush()
  assert.equal(existsSync(`${file}.1`), false)
  assert.equal(linesOf(file).length, 21)
  rmSync(file)
})

test('new limits count from the next line on', (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  const { log } = openLog(t, { file, maxBytes: 0, backupCount: 0 })
  for (let count = 0; count < 50; count++) log.event('chat/joined', { ip: '10.0.0.7' })
  log.flush()
  assert.equal(existsSync(`${file}.1`), false)
  log.setRotation({ maxBytes: 1000, backupCount: 2 })
  for (let count = 0; count < 50; count++) log.event('chat/joined', { ip: '10.0.0.7' })
  log.flush()
  assert.deepEqual(
    ['', '.1', '.2', '.3'].map((suffix) => existsSync(file + suffix)),
    [true, true, true, false],
  )
})
