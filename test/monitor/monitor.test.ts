import assert from 'node:assert/strict'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { test } from 'node:test'
import { readSamples } from '../../src/facts/sample-ring.ts'
import { withLock } from '../../src/store/lock-file.ts'
import { runCommand } from '../commands/run-command.ts'
import { alertSchema } from '../docs/alert-schema.ts'
import { chatctl } from '../helpers/chatctl.ts'
import { eventually } from '../helpers/daemon.ts'
import { tinyDisk } from '../helpers/temporary-folder.ts'
import { PASSWORD, WatchedServer, watchedServer } from './site.ts'

const LOOK_PATIENCE = 60_000

test('a server that is killed is told once, and once that it is back, by processes that know of each other', async (t) => {
  const server = await watchedServer(t)
  const textfile = join(server.folder, 'chatctl.prom')
  await server.look('--textfile', textfile)
  const before = server.told()
  assert.deepEqual(
    before.filter((event) => event.includes('not-running')),
    [],
  )
  const metrics = readFileSync(textfile, 'utf8')
  assert.match(metrics, /^chatctl_up 1$/m)
  assert.match(metrics, /^chatctl_connections 0$/m)
  assert.match(metrics, /^chatctl_check_state\{check="service\/not-running",theme="service"\} 0$/m)
  assert.equal((await readSamples(server.state)).length, 1)

  await server.end()
  const down = await server.look('--textfile', textfile)
  assert.equal(down.code, 1, down.stderr)
  assert.match(down.stdout, /PROBLEM {2}service\/not-running/)
  // What the machine under the test is like may change; this has not.
  assert.doesNotMatch((await server.look()).stdout, /service\//)
  const problems = server.told().slice(before.length)
  assert.equal(problems.filter((event) => event === 'problem service/not-running').length, 1, problems.join())
  assert.match(readFileSync(textfile, 'utf8'), /^chatctl_up 0$/m)
  // Its memory of before is still there for a report.
  const config = join(server.folder, 'config.json')
  const report = await runCommand(server.folder, ['report', '--config', config, '--format', 'json'])
  const { sections } = JSON.parse(report.stdout)
  const growth = sections.find(({ id }: { id: string }) => id === 'growth')
  assert.equal(growth.blocks[0].kind, 'bars', report.stdout)

  await server.start()
  const back = await server.look()
  assert.match(back.stdout, /RECOVERED {2}service\/not-running: well again after/)
  assert.doesNotMatch((await server.look()).stdout, /service\//)
  assert.equal(server.told().filter((event) => event === 'recovered service/not-running').length, 1)

  const said =
    readFileSync(join(server.folder, 'told.jsonl'), 'utf8') +
    readFileSync(join(server.state, 'monitor.json'), 'utf8')
  assert.doesNotMatch(said, new RegExp(PASSWORD))
  assert.equal(statSync(join(server.state, 'monitor.json')).mode & 0o777, 0o600)
})

test('a server that hangs is told, though it can be told nothing itself', async (t) => {
  const server = await watchedServer(t)
  server.signal('SIGSTOP')
  const { stdout } = await server.look('--json', '--restart-when', 'hung')
  server.signal('SIGCONT')
  const { events } = alertSchema.parse(JSON.parse(stdout.trim()))
  const checks = events.map(({ check }) => check ?? '')
  assert.ok(
    checks.some((check) => check.startsWith('service/')),
    checks.join(),
  )
  assert.match(events.find(({ kind }) => kind === 'restart-held')?.message ?? '', /no service of systemd/)
})

test('a webhook that is down gets everything when it is back; Ctrl+C ends the watch, and nothing is lost', async (t) => {
  const server = await watchedServer(t)
  const got: string[] = []
  let answer = 503
  const receiver = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    if (answer < 300) got.push(body)
    response.writeHead(answer).end()
  })
  await once(receiver.listen(0, '127.0.0.1'), 'listening')
  t.after(() => receiver.close())
  const address = receiver.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/t0ken-in-the-path`
  await server.end()
  const { child, exit } = chatctl(server.folder, server.words('--every', '5s', '--webhook', url))
  let said = ''
  child.stderr?.on('data', (text: string) => {
    said += text
  })
  await eventually(
    () => /could not be delivered by --webhook: HTTP 503/.test(said) || undefined,
    'a failure',
    LOOK_PATIENCE,
  )
  const state = () => readFileSync(join(server.state, 'monitor.json'), 'utf8')
  assert.match(state(), /"channel":"webhook"/)
  answer = 200
  await eventually(
    () => (got.length > 0 && /arrive again/.test(said)) || undefined,
    'the alert',
    LOOK_PATIENCE,
  )
  child.kill('SIGINT')
  const { code, stderr, stdout } = await exit
  assert.equal(code, 0, stderr)
  assert.match(stderr, /Stopped/)
  assert.doesNotMatch(said + stdout + state(), /t0ken/)
  assert.equal(
    got.filter((body) => body.includes('problem') && body.includes('service/not-running')).length,
    1,
  )
  assert.equal(JSON.parse(state()).queue.items.length, 0)
  assert.ok(!existsSync(join(server.state, 'monitor.lock')))
})

test('two monitors of one server: the second is told of the first', async (t) => {
  const server = new WatchedServer((await watchedServer(t)).folder)
  mkdirSync(server.state, { recursive: true })
  await withLock(join(server.state, 'monitor.lock'), 0, async () => {
    const { code, stderr } = await server.look()
    assert.equal(code, 3, 'no finding: it has not looked')
    assert.match(stderr, new RegExp(`process ${process.pid}.*\\[monitor/locked\\]`))
  })
})

test('a broken state is put aside, and a disk without room does not end the watch', async (t) => {
  const server = await watchedServer(t)
  mkdirSync(server.state, { recursive: true })
  writeFileSync(join(server.state, 'monitor.json'), '{"schema":"of somebody else"}')
  const aside = await server.look('--nagios')
  assert.match(aside.stderr, /could not be understood; it was put aside/)
  assert.match(aside.stdout, /^CHATCTL (?:OK|WARNING|CRITICAL) - /)
  assert.ok(existsSync(join(server.state, 'monitor.json.broken')))
  const disk = tinyDisk(t)
  if (disk === undefined) return
  for (let size = 1024; size > 0; size -= 4) {
    try {
      writeFileSync(join(disk, `filler-${size}`), Buffer.alloc(size * 1024))
    } catch {}
  }
  await server.end()
  const full = await new WatchedServer(server.folder, disk).look()
  assert.match(full.stderr, /could not be written to .*\(ENOSPC\); it goes on/)
  assert.match(full.stdout, /PROBLEM {2}service\/not-running/)
})

test('flags that make no sense, and secrets that others could read, are refused before anything is done', async (t) => {
  const server = new WatchedServer((await watchedServer(t)).folder)
  const secret = join(server.folder, 'secret')
  writeFileSync(secret, 'long enough to be one', { mode: 0o644 })
  const webhook = ['--webhook', 'http://127.0.0.1:9/x', '--secret-file', secret]
  for (const [words, id] of [
    [['--repeat', 'often'], 'monitor/bad-time'],
    [['--exec', 'rm -rf'], 'monitor/bad-exec'],
    [['--exec', '[1]'], 'monitor/bad-exec'],
    [['--webhook', 'ftp://x'], 'monitor/bad-webhook'],
    [webhook, 'monitor/open-secret'],
    [['--no-such-flag'], 'cli/usage'],
  ] as const) {
    const { code, stderr } = await runCommand(server.folder, server.words('--once', ...words))
    assert.equal(code, 3, stderr)
    assert.match(stderr, new RegExp(`\\[${id}\\]`))
  }
  const nowhere = await new WatchedServer(server.folder, join(secret, 'below')).look()
  assert.equal(nowhere.code, 3)
  assert.match(nowhere.stderr, /\[monitor\/no-state\]/)
  chmodSync(secret, 0o600)
  writeFileSync(secret, 'short')
  assert.match(
    (await runCommand(server.folder, server.words('--once', ...webhook))).stderr,
    /shorter than 16/,
  )
  assert.ok(!existsSync(server.state))
})
