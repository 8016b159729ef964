import assert from 'node:assert/strict'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type LogsFlags, runLogs } from '../../src/cli/logs/run-logs.ts'
import { useLocale } from '../../src/messages/both.ts'
import { logCountSchema, logEntrySchema, logStatsSchema } from '../docs/logs-schemas.ts'
import { runChatctl, scratchFolder, testConfig } from '../helpers/chatctl.ts'
import { line } from '../logbook/made-log.ts'

useLocale('en')
const NOON = new Date(2026, 10, 23, 12).getTime()
const MINUTE = 60_000

/** Puts the lines into server.log and its rotated parts, beside a config.json. */
function write(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  writeFileSync(join(folder, 'config.json'), JSON.stringify(testConfig(1)))
}

/** What `chatctl logs` prints there, in this process. */
async function logs(files: Readonly<Record<string, string | Buffer>>, flags: Partial<LogsFlags> = {}) {
  using scratch = scratchFolder()
  write(scratch.path, files)
  const printed: Buffer[] = []
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      printed.push(chunk)
      done()
    },
  })
  const notes: string[] = []
  const none = {
    follow: false,
    count: false,
    stats: false,
    json: false,
    raw: false,
    unit: 'x',
    journal: false,
  }
  await runLogs(
    { ...none, config: join(scratch.path, 'config.json'), ...flags },
    stream as unknown as NodeJS.WriteStream,
    (note) => notes.push(note.replaceAll(`${scratch.path}/`, '')),
  )
  const stdout = Buffer.concat(printed).toString()
  return { stdout, notes, lines: stdout === '' ? [] : stdout.replace(/\n$/, '').split('\n') }
}

/** The program itself in a folder with these files. */
async function run(files: Readonly<Record<string, string | Buffer>>, ...args: string[]) {
  using scratch = scratchFolder()
  write(scratch.path, files)
  return await runChatctl(scratch.path, ['logs', ...args])
}

const json = (
  minutes: number,
  ...event: Parameters<typeof line> extends [unknown, unknown, ...infer R] ? R : never
) => line('json', NOON + minutes * MINUTE, ...event)
const text = (
  minutes: number,
  ...event: Parameters<typeof line> extends [unknown, unknown, ...infer R] ? R : never
) => line('text', NOON + minutes * MINUTE, ...event)

const MIXED = {
  'server.log.2.gz': gzipSync(json(0, 'server/started', { host: '0.0.0.0', port: 3000 })),
  'server.log.1':
    text(1, 'chat/joined', { ip: '192.168.1.1' }) + text(2, 'chat/joined', { ip: '192.168.1.10' }),
  'server.log':
    json(3, 'chat/text', {
      ip: '192.168.1.10',
      user: 'Ann',
      target: '所有人',
      text: 'ERROR "ip":"192.168.1.1"',
    }) +
    json(4, 'chat/heartbeat-timeout', { ip: '192.168.1.1', user: 'Bob' }) +
    json(5, 'protocol/not-json', { ip: '192.168.1.1', error: 'Unexpected end at 17' }),
}

describe('chatctl logs', () => {
  test('reads rotated and compressed parts in the order of time, in the words of the original', async () => {
    const { stdout, stderr, code } = await run(MIXED)
    assert.equal(stderr, '')
    assert.equal(code, 0)
    assert.deepEqual(stdout.trimEnd().split('\n'), [
      '2026-11-23 12:00:00 [INFO] 服务器启动成功: 0.0.0.0:3000',
      '2026-11-23 12:01:00 [INFO] [连接] 192.168.1.1 已加入',
      '2026-11-23 12:02:00 [INFO] [连接] 192.168.1.10 已加入',
      '2026-11-23 12:03:00 [INFO] Ann -> 所有人 >> ERROR "ip":"192.168.1.1"',
      '2026-11-23 12:04:00 [WARNING] 心跳超时: 192.168.1.1 (Bob) [chat/heartbeat-timeout]',
      '2026-11-23 12:05:00 [ERROR] 协议解析错误: 192.168.1.1 - Unexpected end at 17 [protocol/not-json]',
    ])
  })

  test('matches fields as fields', async () => {
    const times = async (flags: Partial<LogsFlags>) =>
      (await logs(MIXED, flags)).lines.map((entry) => entry.slice(14, 16))
    assert.deepEqual(await times({ ip: ['192.168.1.1'] }), ['01', '04', '05'])
    assert.deepEqual(await times({ ip: ['192.168.1.0/29'] }), ['01', '04', '05'])
    assert.deepEqual(await times({ ip: ['192.168.1.10', '10.0.0.1'] }), ['02', '03'])
    assert.deepEqual(await times({ level: 'error' }), ['05'])
    assert.deepEqual(await times({ level: 'WARNING' }), ['04', '05'])
    assert.deepEqual(await times({ user: ['Ann', 'Bob'] }), ['03', '04'])
    assert.deepEqual(await times({ event: ['chat/joined'] }), ['01', '02'])
    assert.deepEqual(await times({ grep: '^\\[连接\\]' }), ['01', '02'])
    assert.deepEqual(await times({ ip: ['192.168.1.1'], level: 'ERROR' }), ['05'])
    assert.deepEqual(await times({ since: '2026-11-23 12:02', until: '2026-11-23 12:04' }), ['02', '03'])
    assert.deepEqual(await times({ lines: 2 }), ['04', '05'])
    assert.deepEqual(await times({ lines: 0, until: '2026-11-23 12:01' }), ['00'])
  })

  test('takes its flags from the command line', async () => {
    const args = ['--ip', '192.168.1.1', '--ip', '192.168.1.10', '--level', 'info', '-n', '3', '--no-color']
    const { stdout } = await run(
      MIXED,
      ...args,
      '--since',
      '2026-11-23',
      '--until',
      '2026-11-24',
      '--no-journal',
    )
    assert.deepEqual(
      stdout
        .trimEnd()
        .split('\n')
        .map((entry) => entry.slice(14, 16)),
      ['03', '04', '05'],
    )
  })

  test('counts, in words and as data', async () => {
    assert.equal((await logs(MIXED, { count: true, ip: ['192.168.1.1'] })).stdout, '3\n')
    const { stdout } = await logs(MIXED, { count: true, json: true })
    assert.deepEqual(logCountSchema.parse(JSON.parse(stdout)), { count: 6 })
  })

  test('prints one JSON object per entry', async () => {
    const { lines } = await logs(MIXED, { json: true })
    const entries = lines.map((entry) => logEntrySchema.parse(JSON.parse(entry)))
    const [first, second, , fourth] = entries
    assert.equal(entries.length, 6)
    assert.equal(first?.event, 'server/started')
    assert.equal(first?.offset, 0)
    assert.match(first?.file ?? '', /server\.log\.2\.gz$/)
    assert.equal(second?.ip, '192.168.1.1')
    assert.equal(second?.time, new Date(NOON + MINUTE).toISOString())
    assert.equal(fourth?.user, 'Ann')
    assert.equal(fourth?.message, 'Ann -> 所有人 >> ERROR "ip":"192.168.1.1"')
    assert.equal(entries[4]?.offset, Buffer.byteLength(MIXED['server.log'].split('\n')[0] ?? '') + 1)
  })

  test('sums up, as data and drawn', async () => {
    const { stdout } = await logs(MIXED, { stats: true, json: true })
    const stats = logStatsSchema.parse(JSON.parse(stdout))
    const at = (minutes: number) => new Date(NOON + minutes * MINUTE).toISOString()
    const seen = (count: number, first: number, last: number) => ({ count, first: at(first), last: at(last) })
    assert.equal(stats.entries, 6)
    assert.equal(stats.first, at(0))
    assert.equal(stats.last, at(5))
    assert.deepEqual(stats.levels, { INFO: 4, WARNING: 1, ERROR: 1 })
    assert.deepEqual(stats.events[0], { event: 'chat/joined', ...seen(2, 1, 2) })
    assert.deepEqual(stats.addresses, [
      { address: '192.168.1.1', ...seen(3, 1, 5) },
      { address: '192.168.1.10', ...seen(2, 2, 3) },
    ])
    assert.deepEqual(stats.users, [
      { user: 'Ann', ...seen(1, 3, 3) },
      { user: 'Bob', ...seen(1, 4, 4) },
    ])
    assert.deepEqual(stats.errors, [
      { level: 'ERROR', event: 'protocol/not-json', template: 'Unexpected end at #', ...seen(1, 5, 5) },
      { level: 'WARNING', event: 'chat/heartbeat-timeout', template: '', ...seen(1, 4, 4) },
    ])
    assert.deepEqual(stats.heartbeatTimeouts, [{ address: '192.168.1.1', ...seen(1, 4, 4) }])
    assert.deepEqual(stats.busiestMinute, { time: at(0), entries: 1 })
    assert.equal(stats.histogram.seconds, 60)
    assert.deepEqual(
      stats.histogram.bars.map(({ entries, warnings, errors }) => [entries, warnings, errors]),
      [...[0, 1, 2, 3].map(() => [1, 0, 0]), [1, 1, 0], [1, 0, 1]],
    )
    const drawn = (await logs(MIXED, { stats: true })).stdout
    assert.match(drawn, /^6 entries from 2026-11-23 12:00 to 2026-11-23 12:05$/m)
    assert.match(drawn, /^11-23 12:03 █+ 1$/m)
    assert.match(drawn, /^11-23 12:05 ▓+ 1$/m)
  })

  test('keeps a traceback with its entry, behind a bar', async () => {
    const traceback = 'Traceback (most recent call last):\n  File "Server.py", line 1\nValueError: [ERROR] x'
    const log = `2026-11-23 12:00:00 [ERROR] 控制台错误: ${traceback}\n${text(1, 'data/saved')}`
    const { lines } = await logs({ 'server.log': log }, { level: 'ERROR' })
    assert.deepEqual(lines, [
      '2026-11-23 12:00:00 [ERROR] 控制台错误: Traceback (most recent call last): [admin/command-failed]',
      '    │   File "Server.py", line 1',
      '    │ ValueError: [ERROR] x',
    ])
  })

  test('never lets a client move the cursor or forge an entry', async () => {
    const evil = `2026-11-23 12:00:00 [INFO] \u001b[2J\u202eEve >> a\u001b]0;title\u0007\r2026-11-23 [ERROR] x\n`
    const log = `${evil}2026-11-23 12:00:01 [INFO] Eve >> b\n2026-01-01 00:00:00 [CRITICAL] 服务器已关闭\n${text(1, 'data/saved')}`
    const { stdout, lines } = await logs({ 'server.log': log })
    assert.doesNotMatch(stdout, /(?!\n)[\p{Cc}\p{Cf}]/u)
    assert.equal(lines[2], '    │ 2026-01-01 00:00:00 [CRITICAL] 服务器已关闭')
    assert.equal((await logs({ 'server.log': log }, { level: 'WARNING', count: true })).stdout, '0\n')
    const raw = await logs({ 'server.log': log }, { raw: true, lines: 0 })
    assert.equal(raw.stdout, log)
  })

  test('masks password hashes, which v9.1 suggests in its log', async () => {
    const hash = '$2b$12$abcdefghijklmnopqrstuvabcdefghijklmnopqrstuvabcdefghi'
    const log = `2026-11-23 12:00:00 [WARNING]   "password_hash": "${hash}"\n`
    for (const flags of [{}, { json: true }, { raw: true }, { stats: true }, { stats: true, json: true }]) {
      const { stdout } = await logs({ 'server.log': log }, flags)
      assert.match(stdout, /WARNING/)
      assert.doesNotMatch(stdout, /abcdefghij/)
    }
  })

  test('merges several files by time', async () => {
    const files = {
      a: text(0, 'chat/joined', { ip: '10.0.0.1' }) + text(2, 'chat/joined', { ip: '10.0.0.3' }),
      b: json(1, 'chat/joined', { ip: '10.0.0.2' }) + json(3, 'chat/joined', { ip: '10.0.0.4' }),
    }
    using scratch = scratchFolder()
    write(scratch.path, files)
    const file = ['a', 'b'].map((name) => join(scratch.path, name))
    for (const lines of [10, 0]) {
      const found = await logs({}, { file, lines })
      assert.deepEqual(
        found.lines.map((entry) => /10\.0\.0\.\d/.exec(entry)?.[0]),
        ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'],
      )
    }
  })

  test('says once what is wrong with a file, with the place, and reads the rest', async () => {
    const before = text(0, 'chat/joined', { ip: '10.0.0.1' })
    const after = text(2, 'chat/left', { ip: '10.0.0.1' })
    const offset = Buffer.byteLength(before)
    const broken = (middle: Buffer | string) =>
      Buffer.concat([before, middle, after].map((part) => Buffer.from(part)))
    const stamp = '2026-11-23 12:01:00 [INFO] '
    const cases: [RegExp, Buffer][] = [
      [
        new RegExp(`no UTF-8 in the line at byte ${offset}`),
        broken(Buffer.from(`${stamp}\xff\xfe\n`, 'latin1')),
      ],
      [new RegExp(`zero bytes at byte ${offset + stamp.length}`), broken(`${stamp}${'\0'.repeat(5000)}\n`)],
      [new RegExp(`entry at byte ${offset} is too long`), broken(`${stamp}${'x'.repeat(3_000_000)}\n`)],
      [
        new RegExp(`last line, at byte ${Buffer.byteLength(before + after)}`),
        Buffer.from(`${before}${after}2026-11-23 12:03:00 [INFO] `),
      ],
      [new RegExp(`clock goes back at byte ${offset}`), broken(text(-10, 'data/saved'))],
    ]
    for (const [pattern, content] of cases) {
      const { notes, stdout } = await logs({ 'server.log': content }, { lines: 0 })
      assert.equal(notes.length, 1, notes.join('\n'))
      assert.match(notes[0] ?? '', pattern)
      assert.match(stdout, /已加入/)
      assert.match(stdout, /已离开/)
      assert.deepEqual((await logs({ 'server.log': content }, { count: true })).notes, notes)
    }
  })

  test('a damaged compressed part and one that is no file do not hide the others', async () => {
    const whole = gzipSync(json(0, 'data/saved').repeat(1000))
    const files = {
      'server.log.1.gz': whole.subarray(0, whole.length - 20),
      'server.log': json(1, 'data/saved'),
    }
    const { notes, stdout } = await logs(files, { count: true })
    assert.match(notes[0] ?? '', /^server\.log\.1\.gz: damaged at byte \d+ of the unpacked text/)
    assert.ok(Number(stdout) > 1)
    using scratch = scratchFolder()
    mkdirSync(join(scratch.path, 'a'))
    writeFileSync(join(scratch.path, 'b'), json(0, 'data/saved'))
    const mixed = await runChatctl(scratch.path, ['logs', '--file', 'a', '--file', 'b', '--count'])
    assert.deepEqual([mixed.stdout, mixed.code], ['1\n', 0])
    assert.match(mixed.stderr, /a: cannot be read/)
  })

  test('says that a file is no log', async () => {
    const { notes, stdout } = await logs({ 'server.log': 'hello\nworld\n' })
    assert.deepEqual([notes, stdout], [['server.log: no line looks like one of a log'], ''])
  })

  test('a rotated part that cannot be opened is named', async () => {
    using scratch = scratchFolder()
    symlinkSync('server.log.1', join(scratch.path, 'server.log.1'))
    write(scratch.path, { 'server.log': json(0, 'data/saved') })
    const { stdout, stderr, code } = await runChatctl(scratch.path, ['logs', '--count'])
    assert.deepEqual([stdout, code], ['1\n', 0])
    assert.match(stderr, /server\.log\.1: cannot be read \(ELOOP\)/)
  })

  test('a log that is not there is an error', async () => {
    const { code, stderr } = await run({})
    assert.equal(code, 1)
    assert.match(stderr, /ENOENT.*\[logs\/nothing-to-read\]/s)
  })

  test('a wrong time, address or pattern is refused with its reason', async () => {
    for (const [flags, id] of [
      [{ since: 'tomorrowish' }, 'logs/bad-time'],
      [{ until: '2026-02-30' }, 'logs/bad-time'],
      [{ ip: ['192.168.1'] }, 'sanctions/not-an-address'],
      [{ grep: '(' }, 'logs/bad-pattern'],
      [{ level: 'ERR' }, 'cli/bad-level'],
    ] as const) {
      await assert.rejects(logs(MIXED, flags), { id })
    }
    const { notes } = await logs(MIXED, { event: ['chat/jioned'] })
    assert.deepEqual(notes, ['No log has the event chat/jioned; the ids are in docs/reference/log-events.md'])
  })
})
