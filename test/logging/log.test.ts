import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ChatctlError } from '../../src/errors/chatctl-error.ts'
import type { LogEntry } from '../../src/logging/log.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { inProcess, LOG, linesOf, openLog, recordsOf } from './scratch.ts'

test('a missing folder is made, closed to strangers', (t) => {
  const file = join(temporaryFolder(t), 'a', 'b', 'server.log')
  const { log } = openLog(t, { file })
  log.event('server/ready')
  log.flush()
  assert.equal(linesOf(file).length, 1)
  assert.equal(statSync(join(file, '..')).mode & 0o007, 0)
  assert.equal(statSync(file).mode & 0o007, 0)
})

test('the guide’s searches find level, address and day', (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  const { log } = openLog(t, { file })
  log.event('protocol/not-json', { ip: '192.168.1.100', error: 'x' })
  log.flush()
  const line = linesOf(file)[0] ?? ''
  const today = new Date()
  const two = (n: number) => String(n).padStart(2, '0')
  for (const wanted of [
    'ERROR',
    '192.168.1.100',
    `${today.getFullYear()}-${two(today.getMonth() + 1)}-${two(today.getDate())}`,
  ]) {
    assert.ok(line.includes(wanted), wanted)
  }
})

test('lines below the level are not written, and the level can change', (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  const { log } = openLog(t, { file, format: 'text', level: 'WARNING' })
  assert.equal(log.enabled('INFO'), false)
  log.event('chat/joined', { ip: '10.0.0.1' })
  log.setLevel('INFO')
  assert.equal(log.level, 'INFO')
  assert.equal(log.enabled('INFO'), true)
  log.event('chat/left', { ip: '10.0.0.1' })
  log.flush()
  assert.match(linesOf(file).join('|'), /^[\d-]+ [\d:]+ \[INFO\] \[退出\] 10\.0\.0\.1 已离开$/)
})

test('the lines of a turn are in the file when the turn is over, without flush', async (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  const { log } = openLog(t, { file })
  for (let count = 0; count < 3; count++) log.event('file/swept', { count })
  assert.deepEqual(linesOf(file), [])
  await new Promise((resolve) => setImmediate(resolve))
  assert.deepEqual(
    recordsOf(file).map((record) => record.count),
    [0, 1, 2],
  )
})

test('lines are appended to what is there, on a line of their own even after a crash inside a line', (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  writeFileSync(file, 'old\n{"time":"2026-')
  const { log } = openLog(t, { file })
  log.event('server/ready')
  log.flush()
  const lines = linesOf(file)
  assert.deepEqual(lines.slice(0, 2), ['old', '{"time":"2026-'])
  assert.equal(JSON.parse(lines[2] ?? '').event, 'server/ready')
})

test('followers see events of every level, with texts that are safe to print', (t) => {
  const { log } = openLog(t, { file: null, level: 'ERROR' })
  const seen: LogEntry[] = []
  const leave = log.subscribe((entry) => seen.push(entry))
  assert.equal(log.enabled('DEBUG'), true)
  log.event('chat/text', { ip: '10.0.0.1', user: 'A\x1b[2J', text: 'hi\n\u202ethere' })
  leave()
  log.event('chat/joined', { ip: '10.0.0.1' })
  assert.equal(log.enabled('DEBUG'), false)
  assert.equal(seen.length, 1)
  const { time, ...rest } = seen[0] as LogEntry
  assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/)
  assert.deepEqual(rest, {
    level: 'INFO',
    event: 'chat/text',
    ip: '10.0.0.1',
    user: 'A\\x1b[2J',
    message: 'A\\x1b[2J >> hi\\n\\u202ethere',
  })
})

test('a follower that throws is dropped and reported; the others go on', (t) => {
  const { log } = openLog(t, { file: null })
  const seen: string[] = []
  log.subscribe(() => {
    throw new Error('tired')
  })
  log.subscribe((entry) => seen.push(entry.event))
  log.event('data/saved')
  log.event('data/saved')
  assert.deepEqual(seen, ['data/saved', 'server/failed', 'data/saved'])
})

test('without a file the lines go to standard error', async () => {
  const { code, stderr } = await inProcess(
    `const log = createLog({ file, format: 'text', level: 'INFO', maxBytes: 0, backupCount: 0 })
    for (let i = 0; i < 20000; i++) log.event('chat/text', { user: 'A', text: '你好 ' + i })`,
    null,
  )
  assert.equal(code, 0)
  const lines = stderr.trimEnd().split('\n')
  assert.equal(lines.length, 20_000)
  lines.forEach((line, i) => {
    assert.ok(line.endsWith(`[INFO] A >> 你好 ${i}`))
  })
})

test('a closed standard error does not end the process', async (t) => {
  const file = join(temporaryFolder(t), 'survived')
  const { code } = await inProcess(
    `import { spawn } from 'node:child_process'
    import { writeFileSync } from 'node:fs'
    const script = \`
      const { createLog } = await import(\${JSON.stringify(${JSON.stringify(LOG)})})
      const log = createLog({ file: null, format: 'text', level: 'INFO', maxBytes: 0, backupCount: 0 })
      process.stdin.once('data', () => {
        log.event('server/ready')
        setTimeout(() => process.exit(7), 100)
      })
      process.stdout.write('up')\`
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script])
    child.stdout.once('data', () => {
      child.stderr.destroy()
      child.stdin.write('go')
    })
    child.on('exit', (code) => writeFileSync(file, String(code)))`,
    file,
  )
  assert.equal(code, 0)
  assert.equal(readFileSync(file, 'utf8'), '7')
})

const LINES = `const log = createLog({ file, format: 'json', level: 'INFO', maxBytes: 0, backupCount: 0 })
  for (let count = 0; count < 5000; count++) log.event('file/swept', { count })
  `

for (const [end, code] of [
  ['process.exit(3)', 3],
  ['throw new Error("unforeseen")', 1],
  ['Promise.reject(new Error("unforeseen"))', 1],
  ['process.on("uncaughtException", () => process.exit(4)); setTimeout(() => { throw 1 }, 1)', 4],
  ['', 0],
] as const) {
  test(`no line is lost when the process ends by: ${end || 'having nothing left to do'}`, async (t) => {
    const file = join(temporaryFolder(t), 'server.log')
    const ended = await inProcess(LINES + end, file)
    assert.equal(ended.code, code, ended.stderr)
    assert.deepEqual(
      recordsOf(file).map((record) => record.count),
      Array.from({ length: 5000 }, (_, count) => count),
    )
  })
}

test('a path that is a folder, or leads through a file, is an error of the configuration', (t) => {
  const place = temporaryFolder(t)
  writeFileSync(join(place, 'plain'), '')
  mkdirSync(join(place, 'folder'))
  execFileSync('mkfifo', [join(place, 'pipe')])
  for (const file of [join(place, 'folder'), join(place, 'plain', 'server.log'), join(place, 'pipe')]) {
    assert.throws(
      () => openLog(t, { file }),
      (error) => error instanceof ChatctlError && error.id === 'log/not-a-file' && error.exitCode === 2,
    )
  }
})

test('a folder without permission is an error with the guide’s commands', async (t) => {
  const place = temporaryFolder(t)
  mkdirSync(join(place, 'locked'), { mode: 0o500 })
  const { code, stderr } = await inProcess(
    `if (process.getuid() === 0) process.seteuid(65534)
    try {
      createLog({ file, format: 'json', level: 'INFO', maxBytes: 0, backupCount: 0 })
    } catch (error) {
      console.error(JSON.stringify({ id: error.id, fix: error.fix }))
    }`,
    join(place, 'locked', 'chatserver', 'server.log'),
  )
  assert.equal(code, 0, stderr)
  const { id, fix } = JSON.parse(stderr)
  assert.equal(id, 'log/unwritable')
  const made = join(place, 'locked', 'chatserver')
  const [mkdir, chown, chmod, ...more] = fix.split(' && ')
  assert.equal(mkdir, `sudo mkdir -p ${made}`)
  assert.match(chown, /^sudo chown [\w-]+:[\w-]+ \//)
  assert.equal(chmod, `sudo chmod 750 ${made}`)
  assert.deepEqual(more, [])
})

test('the end of a turn writes the lines, unless somebody is going to flush who has more urgent things to do', async (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  let isAwaited = true
  const { log } = openLog(t, { file, isAwaited: () => isAwaited })
  const endOfTurn = () => new Promise((resolve) => setImmediate(resolve))
  log.event('server/ready')
  await endOfTurn()
  assert.deepEqual(linesOf(file), [])
  log.flush()
  assert.equal(linesOf(file).length, 1)
  isAwaited = false
  log.event('server/ready')
  await endOfTurn()
  assert.equal(linesOf(file).length, 2)
})
