import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'
import { type Asked, explainAsked } from '../../src/cli/explain/explain-asked.ts'
import { columnsOf } from '../../src/cli/screens/columns.ts'
import { messageIdOf } from '../../src/logging/journal/message-id.ts'
import { explainSchema } from '../docs/explain-schema.ts'
import { scratchFolder } from '../helpers/chatctl.ts'
import { runCommand } from './run-command.ts'

const run = async (args: readonly string[], input = '', more: NodeJS.ProcessEnv = {}) => {
  using folder = scratchFolder()
  return await runCommand(folder.path, ['explain', ...args], input, more)
}

test('an explanation says what, why, what to do and which check proves it, in 80 columns', async () => {
  const { code, stdout, stderr } = await run(['OSError:', '[Errno', '98]', 'Address', 'already', 'in', 'use'])
  assert.equal(code, 0)
  assert.equal(stderr, '')
  assert.match(stdout, /^The port is already in use/)
  assert.match(stdout, /system error EADDRINUSE/)
  assert.match(stdout, /Why \(the likeliest first\)\n {2}1\. /)
  assert.match(stdout, /What to do\n {2}- .*\n {4}chatctl ports 3000\n/)
  assert.match(stdout, /The proof\n {2}chatctl doctor network\/port-held-by-other\n/)
  assert.ok(stdout.split('\n').every((line) => columnsOf(line) <= 80))
})

test('a Chinese reader reads Chinese, also about an English message', async () => {
  const { stdout } = await run(['Connection refused'], '', { LC_ALL: 'zh_CN.UTF-8' })
  assert.match(stdout, /^连接被拒绝/)
  assert.match(stdout, /原因（最可能的在前）/)
  assert.ok(stdout.split('\n').every((line) => columnsOf(line) <= 80))
})

test('a bare number names its other meanings by what to type for them', async () => {
  const { stdout } = await run(['9'])
  assert.match(stdout, /^The user is muted \(guide: problem 9\)/)
  assert.match(stdout, /It may also mean\n {2}chatctl explain EBADF .*\n {2}chatctl explain SIGKILL /)
})

test('what is not known ends with 1 and a suggestion, also in JSON', async () => {
  const words = await run(['EADRINUSE'])
  assert.equal(words.code, 1)
  assert.match(words.stdout, /Did you mean:\n {2}chatctl explain EADDRINUSE /)
  const json = await run(['EADRINUSE', '--json'])
  assert.equal(json.code, 1)
  const { explanations, suggestions } = explainSchema.parse(JSON.parse(json.stdout))
  assert.deepEqual([explanations.length, suggestions[0]?.ask], [0, 'EADDRINUSE'])
})

test('nothing asked ends with 2 and examples', async () => {
  const { code, stdout, stderr } = await run([])
  assert.equal(code, 2)
  assert.equal(stdout, '')
  assert.match(stderr, /chatctl explain EADDRINUSE/)
})

test('every form of answer keeps to the published schema', async () => {
  const forms: readonly Partial<Asked>[] = [
    ...['98', '2', 'door/banned', 'server/address-in-use', 'two\nEADDRINUSE', 'xyzzy'].map((word) => ({
      words: [word],
    })),
    { search: '磁盘' },
    { list: true },
  ]
  for (const form of forms) {
    const { result } = await explainAsked({ words: [], search: undefined, list: false, ...form }, () => {})
    explainSchema.parse(JSON.parse(JSON.stringify(result)))
  }
})

test('an event and an error come with their level, exit code and MESSAGE_ID, by which they are found too', async () => {
  const { stdout } = await run(['door/banned', '--json'])
  const [event] = explainSchema.parse(JSON.parse(stdout)).explanations[0]?.names ?? []
  assert.deepEqual(event, {
    ...{ kind: 'event', id: 'door/banned', level: 'INFO' },
    messageId: messageIdOf('event', 'door/banned'),
  })
  const { result } = await explainAsked(
    { words: [`MESSAGE_ID=${messageIdOf('error', 'config/unusable')}`], search: undefined, list: false },
    () => {},
  )
  assert.equal(result?.explanations[0]?.names[0]?.id, 'config/unusable')
  assert.equal(result?.explanations[0]?.names[0]?.exitCode, 2)
})

test('many lines from standard input: each known thing once, and nothing of the input is repeated', async () => {
  const secret = 'hunter2-Sw0rdfish'
  const input = [
    `2026-11-23 04:34:50 [INFO] Alice -> 所有人 >> my password is ${secret}`,
    `"password": "${secret}"`,
    `2026-11-23 04:34:51 [ERROR] 控制台错误: ${secret}`,
    '2026-11-23 04:34:52 [INFO] [连接] 203.0.113.7 已加入',
    'chatserver.service: Start request repeated too quickly.',
    'chatserver.service: Start request repeated too quickly.',
  ].join('\n')
  const { code, stdout, stderr } = await run(['-'], input)
  assert.equal(code, 0)
  assert.match(stdout, /^Lines read: 6\./)
  assert.equal(stdout.match(/The service starts and ends again and again/g)?.length, 1)
  assert.match(stdout, /lines: 2, the first is line 5/)
  assert.match(stdout, /Normal lines\n {2}chatctl explain chat\/text /)
  const json = await run(['-', '--json'], input)
  explainSchema.parse(JSON.parse(json.stdout))
  for (const output of [stdout, stderr, json.stdout, json.stderr]) assert.ok(!output.includes(secret))
})

test('lines of which none is known end with 1', async () => {
  const { code, stdout } = await run(['-'], 'hello\nworld\n')
  assert.equal(code, 1)
  assert.match(stdout, /None of them is known/)
})

test('control characters of a question do not reach the terminal', async () => {
  const { stdout, stderr } = await run(['\u001b[2Jxyzzy\u202e'])
  assert.ok(!(stdout + stderr).includes('\u001b') && !(stdout + stderr).includes('\u202e'))
})

/** What a source file loads before it runs, itself included. */
function loadedBy(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen
  seen.add(path)
  const imports = readFileSync(path, 'utf8').matchAll(
    /^(?:import|export) (?!type )[^;]*?from '(\.[^']+)'|^import '(\.[^']+)'/gm,
  )
  for (const match of imports) loadedBy(normalize(join(dirname(path), match[1] ?? match[2] ?? '')), seen)
  return seen
}

test('no other command loads the knowledge base, and explain loads one language of it', () => {
  const heavy = (path: string) =>
    [...loadedBy(path)].filter((file) => /^src\/(explain|messages\/[^/]+\/explain)\//.test(file))
  // Completion offers the names, and a service that ended is explained; the texts are read when one is asked for.
  const named = ['commands/explain.ts', 'commands/completion.ts', ...globSync('commands/service/*.ts')]
  for (const path of globSync(['commands/**/*.ts', 'src/cli/main.ts'])) {
    if (!named.includes(path)) assert.deepEqual(heavy(path), [], path)
  }
  assert.ok(heavy('commands/explain.ts').length > 20)
  for (const path of named) {
    assert.deepEqual(
      heavy(path).filter((file) => file.startsWith('src/messages/')),
      [],
      path,
    )
  }
})
