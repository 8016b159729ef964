import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import {
  configCheckSchema,
  configDiffSchema,
  configGetSchema,
  configInitSchema,
  configSetSchema,
  configShowSchema,
} from '../docs/config-schemas.ts'
import { Daemon, eventually } from '../helpers/daemon.ts'
import { PROGRAM } from '../helpers/program.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { runCommand } from './run-command.ts'

const SECRET = 'Zebra-quartz-91'

/** A folder with a configuration, and the commands about it. */
function folderWith(t: TestContext, config: string) {
  const folder = temporaryFolder(t)
  const file = join(folder, 'config.json')
  writeFileSync(file, config)
  const run = (args: readonly string[], more?: NodeJS.ProcessEnv) =>
    runCommand(folder, ['config', ...args], '', more)
  return { folder, file, run, text: () => readFileSync(file, 'utf8') }
}

test('init writes a file that check finds nothing wrong with, and never overwrites one', async (t) => {
  const folder = temporaryFolder(t)
  const file = join(folder, 'new', 'config.json')
  const made = await runCommand(folder, ['config', 'init', file, '--json'])
  assert.equal(made.code, 0, made.stderr)
  const { password, path } = configInitSchema.parse(JSON.parse(made.stdout))
  assert.equal(path, file)
  assert.match(password ?? '', /^[a-z2-9-]{23}$/)
  assert.equal(statSync(file).mode & 0o777, 0o640)
  const text = readFileSync(file, 'utf8')
  assert.ok(!text.includes(password ?? ''))
  const check = await runCommand(folder, ['config', 'check', file, '--json'])
  assert.deepEqual(configCheckSchema.parse(JSON.parse(check.stdout)).findings, [])
  for (const more of [[], ['--yes']]) {
    const again = await runCommand(folder, ['config', 'init', join(folder, 'new'), ...more])
    assert.equal(again.code, 1)
    assert.match(again.stderr, /config\/exists/)
  }
  assert.equal(readFileSync(file, 'utf8'), text)
})

test('a link that leads nowhere is told for what it is, by set as by init, with where it leads', async (t) => {
  const folder = temporaryFolder(t)
  const [file, between] = [join(folder, 'config.json'), join(folder, 'between')]
  symlinkSync('disk that is away/config.json', between)
  symlinkSync('between', file)
  const to = join(folder, 'disk that is away/config.json')
  for (const args of [
    ['set', 'server.port', '3001'],
    ['init', file],
  ]) {
    const { code, stdout, stderr } = await runCommand(folder, ['config', ...args])
    assert.equal(code, 1, stderr)
    assert.equal(stdout, '')
    assert.ok(stderr.includes(`${file} is a link to ${to}, and there is no file there`), stderr)
    assert.ok(stderr.includes(`chatctl config init '${to}'`), stderr)
    assert.match(stderr, /\[config\/dangling-link\]/)
  }
  assert.deepEqual(readdirSync(folder).sort(), ['between', 'config.json'])
  assert.ok(lstatSync(file).isSymbolicLink())
})

test('check shows every problem at once, and get and show still read what can be read', async (t) => {
  const { run } = folderWith(
    t,
    `{\n  "server": { "port": "3000", "max_conections": 9 },\n  "admin": { "password": "${SECRET}" },\n  "logging": { "level": 7 }\n}\n`,
  )
  const check = await run(['check'])
  assert.equal(check.code, 2)
  for (const said of [
    'config.json:2:23',
    'config.json:4:25',
    'Did you mean "max_connections"',
    'doctor config --fix',
  ])
    assert.ok(check.stdout.includes(said), said)
  const show = await run(['show', '--json'])
  assert.equal(show.code, 2)
  const { usable, settings } = configShowSchema.parse(JSON.parse(show.stdout))
  assert.equal(usable, false)
  assert.deepEqual(settings.find(({ key }) => key === 'admin.password')?.origin, {
    kind: 'file',
    line: 3,
    name: null,
  })
  for (const { stdout, stderr } of [check, show, await run(['show']), await run(['get', 'admin', '--json'])])
    assert.ok(!`${stdout}${stderr}`.includes(SECRET))
})

test('get and show tell the value in force and where it comes from', async (t) => {
  const { file, run } = folderWith(t, '{\n  "server": { "port": 3000 }\n}\n')
  const env = { CHATCTL_SERVER_PORT: '3001' }
  assert.equal((await run(['get', 'server.port'])).stdout, '3000\n')
  const got = configGetSchema.parse(JSON.parse((await run(['get', 'server.port', '--json'], env)).stdout))
  assert.deepEqual(got, {
    key: 'server.port',
    value: 3001,
    origin: { kind: 'environment', line: null, name: 'CHATCTL_SERVER_PORT' },
    path: file,
  })
  const { stdout } = await run(['show', '--host', '::'], env)
  assert.match(stdout, /^server\.port +CHATCTL_SERVER_PORT +3001$/m)
  assert.match(stdout, /^server\.host +--host +::$/m)
  assert.match(stdout, /^server\.max_connections +default +50$/m)
  const unknown = await run(['get', 'server.prot'])
  assert.deepEqual([unknown.code, /Did you mean "server\.port"/.test(unknown.stderr)], [2, true])
  assert.equal((await run(['get', 'server.tls'])).code, 1)
})

test('set refuses what does not fit and what is secret, and shows with --dry-run', async (t) => {
  const { run, text } = folderWith(t, '{ "server": { "port": 3000 } }\n')
  for (const [words, said] of [
    [['server.port', '70000'], /0 to 65535/],
    [['server.port', 'abc'], /config\/not-a-value/],
    [['server.tls.port', '3443'], /"server\.tls\.cert" is missing/],
    [['server', '{}'], /one by one/],
    [['admin.password', SECRET], /chatctl passwd/],
    [['server.port'], /VALUE is missing/],
    [['server.port', '1', '--default'], /more than it takes/],
  ] as const) {
    const { code, stdout, stderr } = await run(['set', ...words])
    assert.equal(code, 2, words.join(' '))
    assert.match(stdout + stderr, said)
    assert.ok(!`${stdout}${stderr}`.includes(SECRET))
  }
  const dry = await run(['set', 'logging.level', 'debug', '--dry-run'])
  assert.equal(dry.code, 0, dry.stderr)
  assert.match(dry.stdout, /^\+.*"logging"/m)
  assert.equal(text(), '{ "server": { "port": 3000 } }\n')
  const set = await run(['set', 'logging.level', 'debug', '--json'])
  const { outcome, server } = configSetSchema.parse(JSON.parse(set.stdout))
  assert.deepEqual([outcome, server?.state], ['written', 'down'])
  assert.match(text(), /"level": "DEBUG"/)
  await run(['set', 'security.exempt_addresses', '127.0.0.1', '10.0.0.0/8'])
  assert.match(text(), /\["127\.0\.0\.1", "10\.0\.0\.0\/8"\]|"10\.0\.0\.0\/8"\s*\]/)
  await run(['set', 'security.exempt_addresses', '--default'])
  assert.ok(!text().includes('exempt_addresses'))
})

test('a running server takes a change over, and diff tells what waits for a restart or is decided elsewhere', async () => {
  await using daemon = await Daemon.start({ args: ['--host', '127.0.0.1'] })
  const run = (...args: string[]) =>
    runCommand(daemon.folder, ['config', ...args, '--config', daemon.configFile, '--json'])
  const serverOf = async (...args: string[]) => {
    const { code, stdout, stderr } = await run('set', ...args)
    assert.equal(code, 0, stderr)
    return configSetSchema.parse(JSON.parse(stdout)).server
  }
  assert.deepEqual((await serverOf('security.max_message_length', '321'))?.applied, [
    'security.max_message_length',
  ])
  assert.deepEqual((await serverOf('server.port', '1'))?.needRestart, ['server.port'])
  const host = await serverOf('server.host', '127.0.0.9')
  assert.deepEqual([host?.overridden, host?.pending], [['server.host'], ['server.port']])
  const { differences } = configDiffSchema.parse(JSON.parse((await run('diff')).stdout))
  const verdict = (key: string) => {
    const found = differences.find((difference) => difference.key === key)
    return [found?.shipped, found?.disk, found?.running, found?.verdict]
  }
  assert.deepEqual(verdict('server.port'), [3000, 1, daemon.port, 'restart'])
  assert.deepEqual(verdict('server.host'), ['0.0.0.0', '127.0.0.9', '127.0.0.1', 'server'])
  assert.deepEqual(verdict('security.max_message_length'), [1000, 321, 321, 'same'])
})

test('a server that hangs is not taken for one that has the change', async () => {
  await using daemon = await Daemon.start()
  // Clients are let in a moment before the commands are.
  await eventually(() => daemon.read('instance.json') || undefined, 'the instance file')
  daemon.child.kill('SIGSTOP')
  const args = ['--config', daemon.configFile, '--json']
  const [set, diff] = await Promise.all([
    runCommand(daemon.folder, ['config', 'set', 'server.max_connections', '60', ...args]),
    runCommand(daemon.folder, ['config', 'diff', ...args]),
  ])
  daemon.child.kill('SIGCONT')
  assert.equal(set.code, 1, set.stdout + set.stderr)
  const { outcome, server } = configSetSchema.parse(JSON.parse(set.stdout))
  assert.deepEqual([outcome, server?.state, server?.error?.id], ['written', 'unknown', 'control/no-answer'])
  assert.equal(diff.code, 1)
  assert.equal(configDiffSchema.parse(JSON.parse(diff.stdout)).server, 'unknown')
})

/** A server that answers what is in the table and is silent on the rest; `asked` gets each method. */
async function halfServer(
  t: TestContext,
  path: string,
  answers: Record<string, unknown>,
  asked: (method: string) => void,
) {
  const server = createServer((request, response) => {
    const method = request.url?.split('/').at(-1) ?? ''
    if (method in answers) response.end(JSON.stringify({ result: answers[method] }))
    asked(method)
  })
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server.listen(path), 'listening')
}

test('Ctrl+C before the file is changed leaves the old one, after that the new one, and either is said', async (t) => {
  const hello = { version: 1, server: 'x', pid: process.pid }
  const status = { pid: process.pid, config: { generation: 1 } }
  for (const [silentOn, said, port] of [
    ['hello', /cli\/interrupted/, 3000],
    ['reload', /the file is changed, a running server was not told/, 3001],
  ] as const) {
    const { folder, file, text } = folderWith(
      t,
      '{ "server": { "port": 3000, "control_socket": "c.sock" } }\n',
    )
    const env = { ...process.env, NO_COLOR: '1', LC_ALL: 'C.UTF-8' }
    const argv = [PROGRAM, 'config', 'set', 'server.port', '3001', '--config', file]
    const answers = silentOn === 'hello' ? {} : { hello, status }
    const silent = Promise.withResolvers<void>()
    await halfServer(t, join(folder, 'c.sock'), answers, (method) => {
      if (method === silentOn) silent.resolve()
    })
    const child = spawn(process.execPath, argv, { env, cwd: folder })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += chunk
      })
    const closed = once(child, 'close')
    await silent.promise
    child.kill('SIGINT')
    assert.deepEqual(await closed, [130, null], output)
    assert.match(output, said)
    assert.equal(JSON.parse(text()).server.port, port)
  }
})

test('a user who may not is told the command that may', {
  skip: process.getuid?.() === 0 ? false : 'only root can become another user',
}, async (t) => {
  const { folder, file, text } = folderWith(t, '{}\n')
  chmodSync(folder, 0o755)
  const other = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--']
  const asOther = (...args: string[]) =>
    promisify(execFile)(other[0] ?? '', [...other.slice(1), process.execPath, PROGRAM, ...args], {
      cwd: '/',
      env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', NO_COLOR: '1' },
      timeout: 60_000,
    }).then(
      () => assert.fail('was allowed to'),
      (error: { code: number; stderr: string }) => error,
    )
  for (const [mode, words] of [
    [0o600, ['config', 'get', 'server.port']],
    [0o644, ['config', 'set', 'server.port', '3001']],
    [0o644, ['passwd', '--generate']],
  ] as const) {
    chmodSync(file, mode)
    const { code, stderr } = await asOther(...words, '--config', file)
    assert.equal(code, 1)
    assert.ok(stderr.includes(`sudo chatctl ${words.join(' ')} --config ${file}`), stderr)
  }
  // Who may write to the folder could replace the file, which would then be his.
  chmodSync(folder, 0o777)
  const { stderr } = await asOther('config', 'set', 'server.port', '3001', '--config', file)
  assert.match(stderr, /config\/no-access/)
  assert.equal(text(), '{}\n')
  mkdirSync(join(folder, 'closed'), { mode: 0o755 })
  const init = await asOther('config', 'init', join(folder, 'closed'), '--generate')
  assert.match(init.stderr, /sudo chatctl config init \S+closed\/config\.json/)
})
