import assert from 'node:assert/strict'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { JournalStack } from '../../src/logbook/journal/journal-stack.ts'
import type { Oddity } from '../../src/logbook/oddity.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { line } from './made-log.ts'

const TIME = Date.UTC(2026, 10, 23, 12)

/** A line as `journalctl -o json` prints it. */
const entry = (second: number, MESSAGE: unknown, others: Record<string, string> = {}) =>
  JSON.stringify({
    __REALTIME_TIMESTAMP: `${(TIME + second * 1000) * 1000}`,
    _PID: '7',
    PRIORITY: '6',
    MESSAGE,
    ...others,
  })

const LINES = [
  entry(0, 'Started chatserver.service.', { _PID: '1' }),
  entry(1, line('json', TIME + 1000, 'chat/joined', { ip: '10.0.0.1' }).trimEnd()),
  entry(2, 'Traceback (most recent call last):', { PRIORITY: '3' }),
  entry(2, '  File "Server.py", line 1, in <module>', { PRIORITY: '3' }),
  entry(2, 'ValueError: no', { PRIORITY: '3' }),
  entry(3, [...Buffer.from('caf\xe9', 'latin1')], { PRIORITY: '4' }),
  entry(4, 'told twice', { CHATCTL_EVENT: 'data/save-failed' }),
]

/** A journal with these lines; its journalctl knows --reverse, as the real one does. */
function journal(t: TestContext, script: string, besideFile = false) {
  const program = join(temporaryFolder(t), 'journalctl')
  writeFileSync(program, `#!/bin/sh\n${script}`)
  chmodSync(program, 0o755)
  const oddities: Oddity[] = []
  const onOddity = (oddity: Oddity) => oddities.push(oddity)
  const signal = new AbortController().signal
  return { oddities, stack: new JournalStack({ unit: 'chatserver', signal, onOddity, besideFile, program }) }
}

const printing = (lines: readonly string[]) =>
  `case "$*" in *--reverse*) tac;; *) cat;; esac <<'END'\n${lines.join('\n')}\nEND\n`

test('reads records of ours, plain lines and tracebacks, with the levels of the journal', async (t) => {
  const { stack, oddities } = journal(t, printing(LINES))
  const found = []
  for await (const record of stack.all({})) found.push(record.entry())
  assert.deepEqual(
    found.map(({ level, event, message }) => [level, event, message]),
    [
      ['INFO', null, 'Started chatserver.service.'],
      ['INFO', 'chat/joined', '[连接] 10.0.0.1 已加入'],
      [
        'ERROR',
        null,
        'Traceback (most recent call last):\n  File "Server.py", line 1, in <module>\nValueError: no',
      ],
      ['WARNING', null, 'caf\ufffd'],
      ['INFO', 'data/save-failed', 'told twice'],
    ],
  )
  assert.ok(found.every(({ file, offset }) => file === 'journal:chatserver' && offset === null))
  assert.deepEqual(oddities, [])
})

test('the newest are whole and in order; what the log file has too is left to it', async (t) => {
  const { stack } = journal(t, printing(LINES), true)
  const newest = await stack.newest({}, 2)
  assert.deepEqual(
    newest.map(({ time }) => (time - TIME) / 1000),
    [2, 3],
  )
  assert.match(newest[0]?.entry().message ?? '', /^Traceback[\s\S]*ValueError: no$/)
  assert.equal(await stack.count({ level: 'ERROR' }), 1)
})

test('a journal that cannot be read is told with its reason', async (t) => {
  const { stack, oddities } = journal(
    t,
    'echo "No journal files were opened due to insufficient permissions." >&2\nexit 1\n',
  )
  assert.equal(await stack.count({}), 0)
  assert.match(oddities[0]?.code ?? '', /insufficient permissions/)
  const missing = new JournalStack({
    ...{ unit: 'x', besideFile: false, program: '/nonexistent/journalctl' },
    signal: new AbortController().signal,
    onOddity: (oddity) => oddities.push(oddity),
  })
  assert.equal(await missing.count({}), 0)
  assert.equal(oddities[1]?.code, 'ENOENT')
})
