import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { z } from 'zod'
import { benchSchema } from '../docs/bench-schema.ts'
import { chatctl, scratchFolder } from '../helpers/chatctl.ts'
import { Daemon } from '../helpers/daemon.ts'
import { runCommand } from './run-command.ts'

const PLAN = ['--clients', '10', '--messages', '50']

async function bench(daemon: Daemon, ...args: string[]) {
  const rate = args.includes('--rate') ? [] : ['--rate', '500']
  return await runCommand(daemon.folder, ['bench', ...PLAN, ...rate, '--config', daemon.configFile, ...args])
}

async function benchJson(daemon: Daemon, ...args: string[]) {
  const { code, stdout, stderr } = await bench(daemon, '--json', ...args)
  return { code, stderr, result: benchSchema.parse(JSON.parse(stdout)) }
}

const kinds = ({ troubles }: z.infer<typeof benchSchema>) =>
  Object.fromEntries(troubles.map(({ kind, count }) => [kind, count]))

test('everybody hears everything from the daemon, under both rules, and exit code and screen say so', async () => {
  await using daemon = await Daemon.start()
  const { code, stdout, stderr } = await bench(daemon)
  assert.equal(code, 0, stderr)
  assert.equal(stderr, '')
  assert.match(
    stdout,
    new RegExp(`^Stress test of 127\\.0\\.0\\.1:${daemon.port} \\(v9 rules\\)\nclients +10 of 10`),
  )
  assert.match(stdout, /\ndeliveries +450; [\d,]+ a second\nlatency +half within [\d.]+ ms, 90 % /)
  assert.match(stdout, /Every message was heard by everybody, once and in order\.\n$/)
  const fast = await benchJson(daemon, '--rate', '0')
  assert.deepEqual([fast.code, fast.result.ok, fast.result.heard], [0, true, 450])
  await using old = await Daemon.start({ config: { server: { compatibility: 'v6' } } })
  const { result, stderr: note } = await benchJson(old)
  assert.deepEqual([result.rules, result.heard, result.troubles], ['v6', 450, []])
  assert.match(note, /does not tell who is in the room/)
})

test('the rules of the server are told apart from its strength', async () => {
  await using small = await Daemon.start({ config: { server: { max_connections: 5 } } })
  const full = await benchJson(small)
  assert.deepEqual([full.code, full.result.entered, kinds(full.result)], [1, 5, { full: 5 }])
  assert.match(full.result.notes.join(), /5 clients: that is server\.max_connections/)
  await using strict = await Daemon.start({
    config: { security: { exempt_addresses: [], max_message_length: 50 } },
  })
  const { result } = await benchJson(strict)
  assert.deepEqual([result.entered, kinds(result)], [5, { cut: 200, 'per-address': 5 }])
  assert.match(result.notes.join(), /security\.max_connections_per_ip/)
  assert.match(result.notes.join(), /security\.max_message_length/)
})

test('a server that drops those who flood is told apart from one that breaks', async () => {
  const security = {
    exempt_addresses: [],
    max_messages_per_second: 5,
    message_burst: 5,
    max_flood_seconds: 1,
  }
  await using daemon = await Daemon.start({ config: { security } })
  const args = ['bench', '--clients', '3', '--messages', '600', '--rate', '300', '--json']
  const { code, stdout } = await runCommand(daemon.folder, [...args, '--config', daemon.configFile])
  const result = benchSchema.parse(JSON.parse(stdout))
  assert.equal(code, 1)
  assert.ok(Number(kinds(result).flood) >= 2, JSON.stringify(result.troubles))
  assert.match(result.notes.join(), /security\.max_messages_per_second and security\.max_flood_seconds/)
})

test('a muted test does not wait for what nobody will hear', async () => {
  await using daemon = await Daemon.start()
  await daemon.operate('gmute')
  const { code, result } = await benchJson(daemon)
  assert.deepEqual([code, result.heard, kinds(result)], [1, 0, { muted: 50 }])
})

test('people in the room are not flooded without asking', async () => {
  await using daemon = await Daemon.start()
  const ann = await daemon.join('Ann')
  const { code, stdout, stderr } = await bench(daemon)
  assert.equal(code, 1)
  assert.match(stderr, /Ann: 1 people are in the room.*\[cli\/needs-yes\]/)
  assert.equal(stdout, '')
  ann.send({ type: 'text', from: 'Ann', target: 'Ann', msg: 'end' })
  const heard = await ann.upTo(({ msg }) => msg === 'end')
  assert.deepEqual(heard.filter(({ type }) => type === 'text').length, 1)
  const { code: allowed } = await bench(daemon, '--yes')
  assert.equal(allowed, 0)
})

test('a server elsewhere is not touched without the word that it is ours', async () => {
  using folder = scratchFolder()
  const { code, stdout } = await runCommand(folder.path, ['bench', '--host', '192.0.2.1', '--json'])
  assert.equal(code, 2)
  assert.equal(JSON.parse(stdout).error.id, 'bench/not-loopback')
  assert.match(JSON.parse(stdout).error.fix, /--yes-i-own-it/)
})

test('a server that is down is the error that it is everywhere', async () => {
  using folder = scratchFolder()
  const { code, stderr } = await runCommand(folder.path, ['bench', '--host', '127.0.0.1', '--port', '1'])
  assert.equal(code, 1)
  assert.match(stderr, /\[client\/refused\]/)
})

test('Ctrl+C prints what there is until then, and all clients leave', async () => {
  await using daemon = await Daemon.start()
  const ann = await daemon.join('Ann')
  const args = ['bench', '--clients', '5', '--duration', '100', '--rate', '50', '--yes', '--json']
  const { child, exit } = chatctl(daemon.folder, [...args, '--config', daemon.configFile])
  await ann.next(({ msg }) => String(msg).startsWith('[bench '))
  child.kill('SIGINT')
  const { code, stdout, stderr } = await exit
  const result = benchSchema.parse(JSON.parse(stdout))
  assert.deepEqual([code, result.interrupted, result.ok, stderr], [130, true, false, ''])
  assert.ok(result.sent > 0)
  assert.deepEqual(kinds(result), {})
  await ann.next(({ type, users }) => type === 'user_list' && String(users) === 'Ann')
})
