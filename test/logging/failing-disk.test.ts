import assert from 'node:assert/strict'
import { existsSync, mkdirSync, renameSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from '../../src/logging/log.ts'
import { temporaryFolder, tinyDisk } from '../helpers/temporary-folder.ts'
import { inProcess, linesOf, openLog, recordsOf } from './scratch.ts'

/** Fills the disk so that `free` bytes are left. */
function fill(place: string, free = 0): string {
  const path = join(place, 'filler')
  const { bavail, bsize } = statfsSync(place)
  writeFileSync(path, Buffer.alloc(bavail * bsize - free))
  return path
}

/** Resolves when the log reports that it can write again, by its own retries. */
function recovery(log: Log): Promise<string> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('the log did not recover')), 60_000)
    const leave = log.subscribe(({ event, message }) => {
      if (event !== 'log/recovered') return
      clearTimeout(limit)
      leave()
      resolve(message)
    })
  })
}

/** Logs until the log has noticed what was done to its file; it looks a few times a second. */
async function logUntilNoticed(log: Log, noticed: () => boolean): Promise<number> {
  let count = 0
  for (const limit = Date.now() + 30_000; !noticed(); ) {
    if (Date.now() > limit) throw new Error('nothing was noticed')
    log.event('file/expired', { count: count++ })
    log.flush()
    await delay(10)
  }
  return count
}

const counts = (path: string) =>
  recordsOf(path)
    .filter((record) => record.event === 'file/expired')
    .map((record) => record.count)

test('a full disk stops nothing; when there is room again, every line is there, whole and in order', async (t) => {
  const place = tinyDisk(t)
  if (place === undefined) return
  const file = join(place, 'server.log')
  const { log, notices } = openLog(t, { file })
  log.event('file/expired', { count: 0 })
  log.flush()
  const filler = fill(place, 4096)
  for (let count = 1; count < 2000; count++) log.event('file/expired', { count })
  log.flush()
  assert.equal(log.stats().failing, true)
  assert.match(log.stats().lastError ?? '', /ENOSPC/)
  assert.ok(log.stats().writeErrors >= 1)
  assert.match(notices.join(''), /ENOSPC/)
  assert.ok(linesOf(file).length >= 1, 'no torn line at the end')

  const recovered = recovery(log)
  rmSync(filler)
  assert.match(await recovered, /lines lost: 0/)
  log.flush()
  assert.deepEqual(
    counts(file),
    Array.from({ length: 2000 }, (_, count) => count),
  )
  const others = recordsOf(file).filter((record) => record.event !== 'file/expired')
  assert.deepEqual(
    others.map((record) => record.event),
    ['log/write-failed', 'log/recovered'],
  )
  assert.equal(log.stats().failing, false)
  assert.match(log.stats().lastError ?? '', /ENOSPC/)
  assert.equal(notices.length, 2)
})

test('during a long outage memory is bounded: the newest lines are kept, the lost ones counted', async (t) => {
  const place = tinyDisk(t)
  if (place === undefined) return
  const file = join(place, 'server.log')
  const { log } = openLog(t, { file, maxBytes: 200_000, backupCount: 1 })
  const filler = fill(place)
  const total = 30_000
  for (let count = 0; count < total; count++) log.event('file/expired', { count })
  log.flush()
  const { lost } = log.stats()
  assert.ok(lost > 0 && lost < total, `${lost}`)
  const recovered = recovery(log)
  rmSync(filler)
  assert.match(await recovered, new RegExp(`lines lost: ${lost}$`))
  log.flush()
  const kept = [...counts(`${file}.1`), ...counts(file)]
  assert.ok(kept.length > 100)
  assert.deepEqual(
    kept,
    kept.map((_, i) => total - kept.length + i),
  )
})

test('a full disk does not keep the server from starting', (t) => {
  const place = tinyDisk(t)
  if (place === undefined) return
  fill(place)
  const { log } = openLog(t, { file: join(place, 'server.log') })
  log.event('server/ready')
  log.flush()
  assert.equal(log.stats().failing, true)
})

test('a deleted file is made again, and the lines that went with it are counted', async (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  const { log } = openLog(t, { file })
  log.event('server/ready')
  log.flush()
  rmSync(file)
  const sent = await logUntilNoticed(log, () => log.stats().writeErrors > 0)
  log.flush()
  const { lost, lastError, failing } = log.stats()
  assert.equal(failing, false)
  assert.match(lastError ?? '', /deleted/)
  const kept = counts(file)
  assert.ok(kept.includes(sent - 1))
  assert.equal(lost, 1 + sent - kept.length)
  const recovered = recordsOf(file).find((record) => record.event === 'log/recovered')
  assert.equal(recovered?.count, lost)
})

test('a folder that vanishes is made again', async (t) => {
  const place = join(temporaryFolder(t), 'chatserver')
  const file = join(place, 'server.log')
  const { log } = openLog(t, { file })
  rmSync(place, { recursive: true })
  await logUntilNoticed(log, () => existsSync(file))
  assert.ok(log.stats().writeErrors > 0)
  assert.equal(statSync(place).mode & 0o007, 0)
})

test('while the folder cannot be made nothing is thrown, and afterwards the lines are there', async (t) => {
  const parent = join(temporaryFolder(t), 'parent')
  const file = join(parent, 'chatserver', 'server.log')
  const { log, notices } = openLog(t, { file })
  rmSync(parent, { recursive: true })
  writeFileSync(parent, 'in the way')
  const sent = await logUntilNoticed(log, () => log.stats().failing)
  log.event('file/expired', { count: sent })
  assert.match(notices.join(''), /deleted|ENOTDIR/)
  const recovered = recovery(log)
  rmSync(parent)
  mkdirSync(parent)
  await recovered
  log.flush()
  assert.ok(counts(file).includes(sent))
})

test('a file that was moved without a word is followed by a new one, and no line is lost', async (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  const { log } = openLog(t, { file })
  renameSync(file, `${file}.old`)
  const sent = await logUntilNoticed(log, () => existsSync(file))
  assert.deepEqual(
    [...counts(`${file}.old`), ...counts(file)],
    Array.from({ length: sent }, (_, count) => count),
  )
  assert.equal(log.stats().writeErrors, 0)
})

test('a log that cannot be written does not keep the process alive nor hang its end', async (t) => {
  const file = join(temporaryFolder(t), 'gone', 'deeper', 'server.log')
  const { code, stderr } = await inProcess(
    `import { rmSync } from 'node:fs'
    const log = createLog({ file, format: 'json', level: 'INFO', maxBytes: 0, backupCount: 0 })
    rmSync(${JSON.stringify(join(file, '..', '..'))}, { recursive: true })
    log.reopen()
    log.event('server/ready')`,
    file,
  )
  assert.equal(code, 0, stderr)
  assert.match(stderr, /ENOENT/)
})
