import assert from 'node:assert/strict'
import { appendFileSync, existsSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { FollowedFile } from '../../src/logbook/follow/followed-file.ts'
import type { LogRecord } from '../../src/logbook/log-record.ts'
import { closeLog, openLog } from '../../src/logbook/sources/open-log.ts'
import { shiftBackups } from '../../src/logging/backups.ts'
import { LogFile } from '../../src/logging/log-file.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { line } from './made-log.ts'

const TIME = new Date(2026, 10, 23, 12).getTime()
const numbered = (number: number, format: 'json' | 'text' = 'json') =>
  line(format, TIME + number * 1000, 'data/sanction-expired', { address: `10.0.0.${number}` })

const numbersOf = (records: readonly LogRecord[]) =>
  records.map(({ raw }) => Number(/10\.0\.0\.(\d+)/.exec(raw.toString())?.[1]))
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index)

/** Follows a file from its end as it is now. */
function followed(t: TestContext, file: string) {
  const news: string[] = []
  const log = existsSync(file) ? openLog(file) : undefined
  const follower = new FollowedFile(file, log && { inode: log.inode, offset: log.size }, Date.now(), (what) =>
    news.push(what),
  )
  if (log !== undefined) closeLog(log)
  t.after(() => follower.close())
  return { follower, news, poll: () => numbersOf(follower.poll(Date.now())) }
}

test('gives every line once, whole, and not before its end is written', (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  writeFileSync(file, numbered(0))
  const { poll } = followed(t, file)
  assert.deepEqual(poll(), [])
  const [first, second] = [numbered(1), numbered(2)]
  appendFileSync(file, first + second.slice(0, 50))
  assert.deepEqual(poll(), [1])
  assert.deepEqual(poll(), [])
  appendFileSync(file, second.slice(50))
  assert.deepEqual(poll(), [2])
})

test('goes on in the new file after a rotation, and reads what was still written to the old one', (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  writeFileSync(file, numbered(0))
  const { poll, news } = followed(t, file)
  poll()
  appendFileSync(file, numbered(1))
  renameSync(file, `${file}.1`)
  appendFileSync(`${file}.1`, numbered(2))
  writeFileSync(file, numbered(3))
  assert.deepEqual(poll(), [1, 2, 3])
  appendFileSync(`${file}.1`, numbered(4))
  appendFileSync(file, numbered(5))
  assert.deepEqual(poll().sort(), [4, 5])
  assert.deepEqual(news, ['rotated'])
})

for (const { kept, title, read, said } of [
  {
    kept: 9,
    title: 'reads files that were begun and rotated between two looks',
    read: [1, 2, 3, 4, 5],
    said: 'rotated',
  },
  { kept: 2, title: 'says so when parts were rotated away unread', read: [1, 3, 4, 5], said: 'missed' },
]) {
  test(title, (t) => {
    const file = join(temporaryFolder(t), 'server.log')
    writeFileSync(file, numbered(0))
    const { poll, news } = followed(t, file)
    poll()
    for (const number of [1, 2, 3, 4]) {
      appendFileSync(file, numbered(number))
      shiftBackups(file, kept)
    }
    writeFileSync(file, numbered(5))
    assert.deepEqual(poll(), read)
    assert.ok(news.includes(said), news.join())
    assert.equal(news.includes('missed'), said === 'missed')
  })
}

test('begins again where a file was truncated, also if it has grown beyond the old place since', (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  writeFileSync(file, numbered(0))
  const { poll, news } = followed(t, file)
  poll()
  truncateSync(file, 0)
  appendFileSync(file, numbered(1))
  assert.deepEqual(poll(), [1])
  truncateSync(file, 0)
  appendFileSync(file, [2, 3, 4].map((number) => numbered(number)).join(''))
  assert.deepEqual(poll(), [2, 3, 4])
  assert.deepEqual(news, ['truncated', 'truncated'])
})

test('waits for a file that is not there, or was deleted', (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  const { poll, news } = followed(t, file)
  assert.deepEqual(poll(), [])
  assert.deepEqual(poll(), [])
  assert.deepEqual(news, ['waiting'])
  writeFileSync(file, numbered(0))
  assert.deepEqual(poll(), [0])
  appendFileSync(file, numbered(1))
  rmSync(file)
  assert.deepEqual(poll(), [1])
  writeFileSync(file, numbered(2))
  assert.deepEqual(poll(), [2])
})

test('holds a text entry until what belongs to it has come', (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  writeFileSync(file, '')
  const { follower } = followed(t, file)
  const texts = () => follower.poll(Date.now()).map(({ raw }) => raw.toString())
  const head = line('text', TIME, 'admin/command-failed', { error: 'Traceback:' }).trimEnd()
  appendFileSync(file, `${head}\n  File "x"\n`)
  assert.deepEqual(texts(), [])
  appendFileSync(file, `ValueError: y\n${numbered(1, 'text')}`)
  assert.deepEqual(texts(), [`${head}\n  File "x"\nValueError: y`])
  assert.deepEqual(texts(), [numbered(1, 'text').trimEnd()])
  appendFileSync(file, 'too late\n')
  assert.deepEqual(texts(), ['too late'])
})

test('loses and repeats nothing, however a rotating log and looks at it alternate', (t) => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('write', 'write', 'look'), { maxLength: 60 }),
      fc.integer({ min: 200, max: 900 }),
      fc.constantFrom('json', 'text'),
      (steps, maxBytes, format) => {
        const file = join(temporaryFolder(t), 'server.log')
        const log = new LogFile({
          path: file,
          rotation: () => ({ maxBytes, backupCount: 100 }),
          onVanished: () => assert.fail('nothing vanishes'),
          onRotateFailed: (error) => assert.fail(error),
        })
        log.open()
        const { follower } = followed(t, file)
        const seen: number[] = []
        let written = 0
        for (const step of steps) {
          if (step === 'write') {
            const text = Buffer.from(numbered(written++, format as 'json')).toString('latin1')
            while (log.write([text as never], 0) === 0);
          } else seen.push(...numbersOf(follower.poll(Date.now())))
        }
        seen.push(...numbersOf(follower.poll(Date.now())), ...numbersOf(follower.close()))
        log.close()
        assert.deepEqual(seen, upTo(written))
      },
    ),
    { numRuns: 60 },
  )
})
