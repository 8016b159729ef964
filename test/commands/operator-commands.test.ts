import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { NewSanction } from '../../src/control/methods.ts'
import type { Operations } from '../../src/server/control/operations.ts'
import { status, user } from '../cli/sample-room.ts'
import { scratch, serveControl } from '../control/fake-operations.ts'
import { runCommand } from './run-command.ts'

/** A folder with a configuration, and in it a daemon that is none: only its control socket. */
async function room(t: TestContext, operations: Partial<Operations> | null) {
  const folder = scratch()
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
  assert.match(stderr, /config\.json cannot be used \(2:/)
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
