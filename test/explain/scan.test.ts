import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { scan } from '../../src/explain/scan.ts'

const LINES = `Nov 23 10:00:00 host systemd[1]: Started chatserver.service - Chat server.
2026-11-23 04:34:50 [INFO] [连接] 203.0.113.7 已加入
2026-11-23 04:34:51 [INFO] [连接] 203.0.113.8 已加入
2026-11-23 04:34:52 [INFO] Alice -> 所有人 >> Out of memory: Killed process 1 EADDRINUSE
2026-11-23 04:34:53 [WARNING] 心跳超时: 203.0.113.7 (Alice)
2026-11-23 04:34:54 [INFO] [封禁] 已拦截黑名单 IP: 203.0.113.9
2026-11-23 04:34:55 [INFO] [封禁] 已拦截黑名单 IP: 203.0.113.9
2026-11-23 04:34:56 [CRITICAL] 启动失败: [Errno 98] Address already in use
chatserver.service: Start request repeated too quickly.
`

test('every known thing is found once, the gravest first, with how often and where', () => {
  assert.deepEqual(
    scan(LINES).map(({ topic, lines, firstLine }) => [topic, lines, firstLine]),
    [
      ['port-in-use', 1, 8],
      ['start-failed', 1, 8],
      ['restart-loop', 1, 9],
      ['heartbeat-timeout', 1, 5],
      ['joined-left', 2, 2],
      ['said', 1, 4],
      ['banned', 2, 6],
    ],
  )
})

test('a value goes into the commands only where all lines agree on it', () => {
  const [banned] = scan('[封禁] 已拦截黑名单 IP: 203.0.113.9\n[封禁] 已拦截黑名单 IP: 203.0.113.9')
  assert.deepEqual(banned?.values, { ip: '203.0.113.9' })
  const [several] = scan('[封禁] 已拦截黑名单 IP: 203.0.113.9\n[封禁] 已拦截黑名单 IP: 203.0.113.10')
  assert.deepEqual(several?.values, {})
})

test('what calls itself a warning comes after the errors', () => {
  const lines = [
    '警告 [config/not-found]',
    '错误 [config/wrong-value] （来自 --port）',
    'error [config/syntax]',
  ]
  assert.deepEqual(
    scan(lines.join('\n')).map(({ topic }) => topic),
    ['config-values', 'config-syntax', 'config-missing'],
  )
})

test('nothing is found in what is not known', () => {
  assert.deepEqual(scan('hello\n\nworld\n'), [])
})

const CORPUS = new URL('../../../shared/protocol/logs/', import.meta.url)
const without = existsSync(CORPUS) ? false : 'the logs of the original servers are not here'

test('every warning and error in genuine logs of the original servers is known', { skip: without }, () => {
  for (const name of ['v6-session.log', 'v91-session.log']) {
    const records = readFileSync(new URL(name, CORPUS), 'utf8')
      .split('\n')
      .filter((line) => /^[\d-]+ [\d:]+ \[(?:WARNING|ERROR|CRITICAL)\] /.test(line))
      // the first line of a record whose name has a line break in it
      .filter((line) => !line.endsWith('[拦截] Alice'))
    assert.ok(records.length > 10)
    for (const record of records) assert.equal(scan(record).length > 0, true, record)
  }
})
