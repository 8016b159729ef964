import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { NewSanction } from '../../src/control/methods.ts'
import type { Operations } from '../../src/server/control/operations.ts'
import { status, user } from '../cli/sample-room.ts'
import { serveControl } from '../control/fake-operations.ts'
import { scratchFolder } from '../helpers/chatctl.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { runCommand } from './run-command.ts'

/** A folder with a configuration, and in it a daemon that is none: only its control socket. */
async function room(t: TestContext, operations: Partial<Operations> | null) {
  const folder = scratchFolder()
  t.after(() => folder[Symbol.dispose]())
  const socket = join(folder.path, 'control.sock')
  const config = join(folder.path, 'config.json')
  writeFileSync(config, JSON.stringify({ server: { control_socket: socket } }))
  if (operations) {
    const server = await serveControl(operations, { controlSocket: socket, directory: folder.path })
    t.after(() => server[Symbol.asyncDispose]())
  }
  return {
    file: (name: string) => join(folder.path, name),
    run: (...args: string[]) => runCommand(folder.path, [...args, '--config', config]),
    type: (input: string, ...args: string[]) => runCommand(folder.path, [...args, '--config', config], input),
  }
}

test('results go to standard output, as text or as the document of the control contract', async (t) => {
  const { run } = await room(t, { status: () => status(), users: () => [user()] })
  const text = await run('status')
  assert.equal(text.code, 0, text.stderr)
  assert.match(text.stdout, /^chatctl 1\.2\.3 \(v9 rules\), pid 4711/)
  assert.equal(text.stderr, '')
  assert.deepEqual(JSON.parse((await run('status', '--json')).stdout), status())
  assert.deepEqual(JSON.parse((await run('list', '--json')).stdout), [user()])
})

test('a dangerous ban is refused without a terminal, and done with --yes', async (t) => {
  const banned: NewSanction[] = []
  const { run } = await room(t, {
    users: () => [user({ ip: '127.0.0.1' })],
    ban: (wanted: NewSanction) => {
      banned.push(wanted)
      const sanction = { address: wanted.address, reason: null, by: null, at: null, until: null }
      return { sanction, affected: [user()] }
    },
  })
  const refused = await run('ban', 'alice', '--json')
  assert.equal(refused.code, 1)
  assert.match(refused.stderr, /alice \(127\.0\.0\.1\)/)
  assert.match(refused.stderr, /--yes/)
  assert.equal(JSON.parse(refused.stdout).error.id, 'cli/needs-yes')
  assert.equal(banned.length, 0)
  const done = await run('ban', 'alice', '--yes', '--for', '2h', '--reason', 'spam')
  assert.equal(done.code, 0, done.stderr)
  assert.equal(done.stdout, 'Banned 127.0.0.1 for good. Connections closed: 1\n')
  assert.deepEqual(
    banned.map(({ by, ...wanted }) => [typeof by, wanted]),
    [['string', { address: '127.0.0.1', seconds: 7200, reason: 'spam' }]],
  )
})

test('while no server runs, the lists are edited in their files', async (t) => {
  const { run, file } = await room(t, null)
  const banned = await run('ban', '10.0.0.7', '--reason', 'spam')
  assert.equal(banned.code, 0, banned.stderr)
  assert.match(banned.stderr, /takes effect at the next start/)
  assert.deepEqual(JSON.parse(readFileSync(file('banned_ips.json'), 'utf8')), ['10.0.0.7'])
  const listed = JSON.parse((await run('banlist', '--json')).stdout)
  assert.equal(listed[0].reason, 'spam')
  const lifted = await run('unban', '10.0.0.7')
  assert.match(lifted.stdout, /^No longer banned: 10\.0\.0\.7\n/)
  assert.deepEqual(JSON.parse(readFileSync(file('banned_ips.json'), 'utf8')), [])
})

test('a command that needs the server says how to start it where none runs', async (t) => {
  const { run } = await room(t, null)
  const { code, stdout, stderr } = await run('status', '--json')
  assert.equal(code, 1)
  assert.match(stderr, /chatctl serve/)
  const { error } = JSON.parse(stdout)
  assert.equal(error.id, 'control/not-running')
  assert.ok(error.message && error.fix)
})

test('a configuration that was broken afterwards does not hide the running server', async (t) => {
  const { run, file } = await room(t, { status: () => status() })
  const instance = { pid: process.pid, processStart: null, socket: file('control.sock'), port: 3000 }
  writeFileSync(file('instance.json'), JSON.stringify(instance))
  writeFileSync(file('config.json'), '{\n  "server": ')
  const { code, stdout, stderr } = await run('status')
  assert.equal(code, 0, stderr)
  assert.match(stdout, /^chatctl 1\.2\.3/)
  assert.match(stderr, /config\.json cannot be used, [^\n]*: 2:/)
})

test('the console reads a script from a pipe', async (t) => {
  const said: string[] = []
  const { type } = await room(t, {
    status: () => status(),
    login: () => ({ ok: true, required: false }),
    follow: () => () => {},
    say: ({ text }) => {
      said.push(text)
      return { receivers: 1 }
    },
  })
  const { code, stdout, stderr } = await type('say hello\nbogus\n', 'console')
  assert.equal(code, 0, stderr)
  const shown =
    />>> 管理员控制台已就绪。输入 'help' 获取指令。\n\d\d:\d\d:\d\d 【系统广播】 >> hello\n未知指令 \(输入 help 查看\)\n$/
  assert.match(stdout, shown)
  assert.deepEqual(said, ['hello'])
})

test('a console that is locked ends with exit code 1', async (t) => {
  const { type } = await room(t, { login: () => ({ ok: false, failures: 3, allowed: 3, locked: true }) })
  const { code, stdout } = await type('status\n', 'console')
  assert.equal(code, 1)
  assert.match(stdout, />>> 验证失败，控制台已锁定\n$/)
})

test('a command that was typed wrongly says what is wrong in one line, in the language of the reader', async (t) => {
  const folder = temporaryFolder(t)
  for (const [args, sentence] of [
    [['ban'], /^Error: wrong usage: TARGET is missing \[cli\/usage\] Fix: chatctl ban --help\n$/],
    [
      ['status', '--nope'],
      /^Error: wrong usage: there is no flag --nope \[cli\/usage\] Fix: chatctl status --help\n$/,
    ],
    [['ban', '10.0.0.7', 'b'], /^Error: wrong usage: there is more than it takes: b \[cli\/usage\]/],
    [
      ['status', 'now'],
      /^Error: wrong usage: there is more than it takes: now \[cli\/usage\] Fix: chatctl status --help\n$/,
    ],
    [['passwd', 'hunter2', '--generate'], /^Error: wrong usage: a password is not taken [^\n]*\n$/],
    [['ban', '10.0.0.7', '--for'], /^Error: wrong usage: --for needs a value \[cli\/usage\]/],
    [['report', '--format'], /^Error: wrong usage: --format needs a value, one of text, markdown, /],
    [['ban', '10.0.0.7', '--for', '1h', '--for=2h'], /: --for can be given only once \[cli\/usage\] Fix: /],
    [['ping', '127.0.0.1', 'x'], /^Error: wrong usage: "x" is no whole number \[cli\/usage\] Fix: /],
    [
      ['ports', '99999'],
      /^Error: wrong usage: "99999" is more than 65535, the most that is taken \[cli\/usage\]/,
    ],
    [['top', '--every', '0'], /^Error: wrong usage: --every 0 is less than 1, [^\n]* chatctl top --help\n$/],
    [['top', '--every=a\nb'], /^Error: wrong usage: --every a/],
  ] as const) {
    const { code, stdout, stderr } = await runCommand(folder, args)
    assert.deepEqual([code, stdout], [2, ''])
    assert.match(stderr, sentence)
    assert.ok(!stderr.includes('hunter2'))
  }
  const chinese = await runCommand(folder, ['ban'], '', { LC_ALL: 'zh_CN.UTF-8' })
  assert.equal(chinese.stderr, '错误：用法有误：缺少参数 TARGET [cli/usage] 解决：chatctl ban --help\n')
  const number = await runCommand(folder, ['top', '--every', 'x'], '', { LC_ALL: 'zh_CN.UTF-8' })
  assert.equal(number.stderr, '错误：用法有误：--every x 不是整数 [cli/usage] 解决：chatctl top --help\n')
  const { stdout } = await runCommand(folder, ['ban', '--json'])
  assert.equal(JSON.parse(stdout).error.id, 'cli/usage')
})

test('nothing is said about a home that cannot be looked into', async (t) => {
  const folder = temporaryFolder(t)
  // A folder in the place of the file cannot be read either, not even by root.
  mkdirSync(join(folder, 'chatctl/package.json'), { recursive: true })
  const { code, stderr } = await runCommand(
    folder,
    ['serve', '--check-config', '--config', 'none.json'],
    '',
    {
      XDG_DATA_HOME: folder,
    },
  )
  assert.equal(code, 0)
  assert.doesNotMatch(stderr, /package\.json/)
})

test('a word that is no log level is answered with those that are', async (t) => {
  const { run } = await room(t, null)
  const { code, stderr } = await run('loglevel', 'loud')
  assert.equal(code, 1)
  assert.match(stderr, /"loud" is no log level \[cli\/bad-level\] Fix: write one of DEBUG, INFO, WARNING,/)
})
