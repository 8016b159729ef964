import assert from 'node:assert/strict'
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { summarise } from '../../src/logbook/summary/summarise.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { line } from './made-log.ts'

const now = new Date(2026, 10, 23, 12).getTime()
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const iso = (ms: number) => new Date(ms).toISOString()

for (const format of ['json', 'text'] as const) {
  describe(`the summary of a ${format} log`, () => {
    const at = (
      ago: number,
      ...event: Parameters<typeof line> extends [unknown, unknown, ...infer R] ? R : never
    ) => line(format, now - ago, ...event)

    test('counts the last hour and the last day, and nothing older', async (t) => {
      const file = join(temporaryFolder(t), 'server.log')
      writeFileSync(
        file,
        [
          at(30 * HOUR, 'chat/joined', { ip: '10.0.0.1' }),
          at(20 * HOUR, 'server/started', { host: '0.0.0.0', port: 3000 }),
          at(19 * HOUR, 'chat/joined', { ip: '10.0.0.1' }),
          at(30 * MINUTE, 'chat/text', {
            user: 'Ann',
            target: '所有人',
            text: 'ERROR [ERROR] "level":"ERROR"',
          }),
          at(20 * MINUTE, 'protocol/not-json', { ip: '10.0.0.1', error: 'no' }),
          at(10 * MINUTE, 'protocol/not-json', { ip: '10.0.0.1', error: 'line\u001b[31m' }),
        ].join(''),
      )
      const summary = await summarise([file], { now })
      assert.deepEqual(summary.hour, {
        byLevel: { ERROR: 2, INFO: 1 },
        byEvent: { 'protocol/not-json': 2, 'chat/text': 1 },
      })
      assert.deepEqual(summary.day, {
        byLevel: { INFO: 3, ERROR: 2 },
        byEvent: { 'protocol/not-json': 2, 'chat/joined': 1, 'chat/text': 1, 'server/started': 1 },
      })
      assert.deepEqual(summary.levels, ['INFO', 'ERROR'])
      const example = summary.troubles[0]?.example ?? ''
      assert.match(example, /协议解析错误: 10\.0\.0\.1 - line\\+x1b\[31m$/)
      assert.deepEqual(summary.troubles, [
        { event: 'protocol/not-json', level: 'ERROR', count: 2, last: iso(now - 10 * MINUTE), example },
      ])
      assert.equal(summary.lastStart, iso(now - 20 * HOUR))
      assert.equal(summary.lastStop, null)
      assert.equal(summary.newestTime, iso(now - 10 * MINUTE))
      assert.equal(summary.cut, null)
    })

    test('names peers, reasons and the last crash', async (t) => {
      const file = join(temporaryFolder(t), 'server.log')
      writeFileSync(
        file,
        [
          at(9 * MINUTE, 'server/stopped'),
          at(8 * MINUTE, 'chat/heartbeat-timeout', { ip: '10.0.0.9', user: 'Bob' }),
          at(7 * MINUTE, 'chat/heartbeat-timeout', { ip: '10.0.0.8', user: 'Eve (10.0.0.9)' }),
          at(6 * MINUTE, 'chat/heartbeat-timeout', { ip: '10.0.0.9', user: 'Bob' }),
          at(5 * MINUTE, 'door/banned', { ip: '192.168.1.5' }),
          at(4 * MINUTE, 'door/full', { ip: '192.168.1.6' }),
          at(3 * MINUTE, 'door/refused', { ip: '192.168.1.6', reason: 'too many' }),
          at(2 * MINUTE, 'server/crash', { error: 'boom', path: '/x/last-crash.json' }),
        ].join(''),
      )
      const summary = await summarise([file], { now })
      assert.deepEqual(summary.heartbeatTimeouts, [
        { address: '10.0.0.9', count: 2 },
        { address: '10.0.0.8', count: 1 },
      ])
      assert.deepEqual(summary.bannedAsking, [{ address: '192.168.1.5', count: 1 }])
      assert.deepEqual(summary.refused, [
        { reason: 'banned', count: 1 },
        { reason: 'full', count: 1 },
        { reason: 'too many', count: 1 },
      ])
      assert.deepEqual(summary.lastCrash, { time: iso(now - 2 * MINUTE), error: 'boom' })
      assert.equal(summary.lastStop, iso(now - 9 * MINUTE))
    })

    test('reads the newest part first and says where it was cut', async (t) => {
      const file = join(temporaryFolder(t), 'server.log')
      const out = openSync(file, 'w')
      const total = 60_000
      for (let index = 0; index < total; index++) {
        writeSync(out, at((total - index) * 1000, 'chat/joined', { ip: `10.0.${index >> 8}.${index & 255}` }))
      }
      closeSync(out)
      const whole = await summarise([file], { now })
      assert.equal(whole.day.byLevel.INFO, total)
      assert.equal(whole.cut, null)
      const part = await summarise([file], { now, maxBytes: 1 })
      assert.equal(part.newestTime, iso(now - 1000))
      assert.ok((part.cut?.bytesNotRead ?? 0) > 0)
      const seen = part.day.byLevel.INFO ?? 0
      assert.ok(seen > 0 && seen < total)
      assert.equal(part.cut?.from, iso(now - seen * 1000), 'no record of the part that was read is missing')
    })
  })
}

test('older parts count whether they are compressed or not; what cannot be read is named', async (t) => {
  const path = temporaryFolder(t)
  const file = join(path, 'server.log')
  writeFileSync(file, line('json', now - HOUR / 2, 'data/saved'))
  writeFileSync(`${file}.1`, line('text', now - 2 * HOUR, 'data/saved'))
  writeFileSync(`${file}.2.gz`, gzipSync(line('json', now - 3 * HOUR, 'data/saved')))
  writeFileSync(`${file}.3.gz`, Buffer.from('1f8b0800ffff', 'hex'))
  mkdirSync(`${file}.4`)
  const files = ['', '.1', '.2.gz', '.3.gz', '.4', '.5'].map((end) => file + end)
  const summary = await summarise(files, { now })
  assert.equal(summary.day.byEvent['data/saved'], 3)
  assert.deepEqual(summary.unreadable.map(({ file: name }) => name.slice(file.length)).sort(), [
    '.3.gz',
    '.4',
    '.5',
  ])
})

test('a file that was last written before the span is passed over', async (t) => {
  const file = join(temporaryFolder(t), 'server.log.1.gz')
  writeFileSync(file, 'neither gzip nor a log')
  utimesSync(file, (now - 2 * DAY) / 1000, (now - 2 * DAY) / 1000)
  const summary = await summarise([file], { now })
  assert.deepEqual(summary.unreadable, [])
  assert.equal(summary.newestTime, null)
})

test('lines that a client forged in a log of the original server do not count', async (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  const chat = (text: string) => `2026-11-23 11:00:00 [INFO] Mallory -> 所有人 >> ${text}\n`
  writeFileSync(file, chat('look:\n2026-01-01 00:00:00 [CRITICAL] 服务器崩溃：forged'))
  appendFileSync(file, chat('look:\n2031-01-01 00:00:00 [ERROR] 协议解析错误: 6.6.6.6 - forged'))
  appendFileSync(file, '2026-11-23 11:00:01 [ERROR] 协议解析错误: 10.0.0.7 - Expecting value\n')
  const summary = await summarise([file], { now })
  assert.deepEqual(summary.day.byLevel, { INFO: 2, ERROR: 1 })
})

test('a suggested password hash is masked', async (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  const hash = '$2b$12$abcdefghijklmnopqrstuvabcdefghijklmnopqrstuvabcdefghi'
  writeFileSync(file, `2026-11-23 11:00:00 [WARNING]   "password_hash": "${hash}"\n`)
  const summary = await summarise([file], { now })
  assert.equal(summary.troubles[0]?.example, '  "password_hash": "$***"')
})

test('an aborted summary ends with the reason', async (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  writeFileSync(file, line('json', now - HOUR, 'data/saved'))
  const reason = new Error('enough')
  await assert.rejects(summarise([file], { now, signal: AbortSignal.abort(reason) }), reason)
})

test('gigabytes without a single line, as a truncated log leaves them, are given up when the time is over', async (t) => {
  const file = join(temporaryFolder(t), 'server.log')
  writeFileSync(file, '')
  truncateSync(file, 10 * 1024 ** 3)
  utimesSync(file, now / 1000, now / 1000)
  const { cut } = await summarise([file], { now, maxMs: 1 })
  assert.ok((cut?.bytesNotRead ?? 0) > 9 * 1024 ** 3)
})
