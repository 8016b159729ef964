import assert from 'node:assert/strict'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { watchFile } from '../../src/store/watch.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

/** Gives a function that waits for the next call of the listener. */
function watching(t: TestContext, path: string) {
  const end = new AbortController()
  t.after(() => end.abort())
  let calls = 0
  let wake = () => {}
  watchFile(
    path,
    () => {
      calls++
      wake()
    },
    { signal: end.signal, quietMs: 20, pollMs: 50 },
  )
  const next = async () => {
    const keepAlive = setInterval(() => {}, 1000)
    if (calls === 0) await new Promise<void>((resolve) => (wake = resolve))
    clearInterval(keepAlive)
    calls = 0
  }
  return { end, next, calls: () => calls }
}

function replace(path: string, content: string): void {
  writeFileSync(`${path}.new`, content)
  renameSync(`${path}.new`, path)
}

test('every replacement of the file is seen, not only the first', async (t) => {
  const file = join(temporaryFolder(t), 'list.json')
  writeFileSync(file, '0')
  const { next } = watching(t, file)
  for (const content of ['1', '2', '3']) {
    replace(file, content)
    await next()
  }
})

test('one edit is one call, although both events and polling see it', async (t) => {
  const file = join(temporaryFolder(t), 'list.json')
  writeFileSync(file, '0')
  const { next, calls } = watching(t, file)
  writeFileSync(file, '1')
  await next()
  // Several polls, and the end of their quiet time.
  await new Promise((resolve) => setTimeout(resolve, 400))
  assert.equal(calls(), 0)
})

test('writing in place, removal and return are seen', async (t) => {
  const file = join(temporaryFolder(t), 'list.json')
  writeFileSync(file, '0')
  const { next } = watching(t, file)
  writeFileSync(file, '1')
  await next()
  rmSync(file)
  await next()
  writeFileSync(file, '2')
  await next()
})

test('a file whose folder is made later, and made again, is seen', async (t) => {
  const folder = join(temporaryFolder(t), 'later')
  const file = join(folder, 'list.json')
  const { next } = watching(t, file)
  for (const content of ['1', '2']) {
    // The folder takes another inode, as after a deployment that moves a new one in place.
    mkdirSync(`${folder}.${content}`)
    writeFileSync(join(`${folder}.${content}`, 'list.json'), content)
    if (content === '2') renameSync(folder, `${folder}.old`)
    renameSync(`${folder}.${content}`, folder)
    await next()
  }
  writeFileSync(file, 'in place, afterwards')
  await next()
})

test('nothing is heard after the signal', async (t) => {
  const file = join(temporaryFolder(t), 'list.json')
  writeFileSync(file, '0')
  const ended = watching(t, file)
  ended.end.abort()
  const other = watching(t, file)
  replace(file, '1')
  await other.next()
  assert.equal(ended.calls(), 0)
})

test('what is written beside the file does not wake the process', async (t) => {
  const folder = temporaryFolder(t)
  const file = join(folder, 'list.json')
  writeFileSync(file, '0')
  const end = new AbortController()
  t.after(() => end.abort())
  let wake = () => {}
  const options = { signal: end.signal, quietMs: 20, pollMs: 3_600_000 }
  watchFile(file, () => wake(), options)
  const events = () => performance.nodeTiming.uvMetricsInfo.events
  const turns = async () => {
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
  await turns()
  const before = events()
  for (let line = 0; line < 20; line++) {
    writeFileSync(join(folder, 'server.log'), 'x\n', { flag: 'a' })
    await turns()
  }
  // Something else of the process may end meanwhile, but not once for each line.
  assert.ok(events() - before < 10)
  // While the watch itself does see what it is for, without the polling.
  const seen = new Promise<void>((resolve) => {
    wake = resolve
  })
  const alive = setInterval(() => {}, 1000)
  replace(file, '1')
  await seen
  clearInterval(alive)
})
