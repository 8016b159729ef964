import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { hash as bcrypt } from '@node-rs/bcrypt'
import { passwordForm, verifyPassword } from '../../src/server/passwords.ts'
import { passwdSchema } from '../docs/config-schemas.ts'
import { Daemon, eventually } from '../helpers/daemon.ts'
import { PROGRAM } from '../helpers/program.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { runCommand } from './run-command.ts'

const SECRET = 'Zebra-quartz-91'
const OTHER = 'Otter-granite-47'
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** A folder with a password in its configuration, and the command about it. */
function folderWith(t: TestContext, admin: object) {
  const folder = temporaryFolder(t)
  const file = join(folder, 'config.json')
  writeFileSync(file, `${JSON.stringify({ server: { port: 3000 }, admin }, null, 4)}\n`, { mode: 0o600 })
  return {
    folder,
    file,
    run: (args: readonly string[], input = '') => runCommand(folder, ['passwd', ...args], input),
    text: () => readFileSync(file, 'utf8'),
    admin: () => JSON.parse(readFileSync(file, 'utf8')).admin,
  }
}

test('every form of the originals becomes a hash of today that the same password opens', async (t) => {
  for (const [stored, input] of [
    [{ password: SECRET }, ''],
    [{ password: SECRET, password_hash: '' }, ''],
    [{ password: SECRET, password_hash: sha256(SECRET) }, ''],
    [{ password_hash: sha256(SECRET) }, `${SECRET}\n`],
    [{ password: 'another-one-here', password_hash: sha256(SECRET).toUpperCase() }, `${SECRET}\r\n`],
  ] as const) {
    const { run, admin, text, folder } = folderWith(t, stored)
    const { code, stdout, stderr } = await run(['--upgrade', ...(input === '' ? [] : ['--stdin'])], input)
    assert.equal(code, 0, stderr)
    assert.equal(passwordForm(admin()), 'argon2')
    assert.ok(await verifyPassword(SECRET, admin()))
    assert.equal(admin().password, undefined)
    assert.ok(![text(), stdout, stderr].some((said) => said.includes(SECRET) || said.includes('another-one')))
    assert.deepEqual(readdirSync(folder), ['config.json'], 'no copy of the old password stays behind')
  }
})

test('a good hash stays, and a readable copy beside it goes', async (t) => {
  const password_hash = await bcrypt(SECRET, 4)
  const good = folderWith(t, { password_hash })
  const before = good.text()
  const { code, stdout } = await good.run(['--upgrade', '--json'])
  assert.deepEqual([code, passwdSchema.parse(JSON.parse(stdout)).outcome], [0, 'up-to-date'])
  assert.equal(good.text(), before)
  const doubled = folderWith(t, { password: SECRET, password_hash })
  assert.equal((await doubled.run(['--upgrade'])).code, 0)
  assert.deepEqual(doubled.admin(), { password_hash })
})

test('what cannot be taken over is refused, and the file stays as it is', async (t) => {
  for (const [stored, args, input, id] of [
    [{ password_hash: sha256(SECRET) }, ['--upgrade', '--stdin'], `${OTHER}\n`, 'passwd/wrong'],
    [{ password_hash: sha256(SECRET) }, ['--upgrade'], '', 'passwd/needs-current'],
    [{ password_hash: 'no-hash' }, ['--upgrade'], '', 'passwd/unknown-hash'],
    [{}, ['--upgrade'], '', 'passwd/none'],
    [{ password: 'admin123' }, ['--upgrade'], '', 'passwd/refused'],
    [{}, ['--stdin'], '54server\n', 'passwd/refused'],
    [{}, ['--stdin'], '\n', 'passwd/refused'],
    [{}, ['--stdin'], 'with\u0007bell-inside\n', 'passwd/refused'],
    [{}, [], '', 'passwd/needs-terminal'],
  ] as const) {
    const { run, text } = folderWith(t, stored)
    const before = text()
    const { code, stderr } = await run(args, input)
    assert.equal(code, 1)
    assert.ok(stderr.includes(id), stderr)
    assert.equal(text(), before)
  }
  const missing = await runCommand(temporaryFolder(t), ['passwd', '--generate', '--config', 'none.json'])
  assert.deepEqual([missing.code, /chatctl config init/.test(missing.stderr)], [2, true])
  const argument = await folderWith(t, {}).run([SECRET])
  assert.equal(argument.code, 2, 'a password on the command line is none')
})

test('a running server takes the new password over, and its locked console opens', async () => {
  const config = { admin: { password_enabled: true, password: SECRET } }
  await using daemon = await Daemon.start({ config })
  const run = (args: readonly string[], input = '') =>
    runCommand(daemon.folder, [...args, '--config', daemon.configFile], input)
  // Clients are let in a moment before the commands are.
  await eventually(() => daemon.read('instance.json') || undefined, 'the instance file')
  await run(['console'], 'wrong\nwrong\nwrong\n')
  const locked = async () => JSON.parse((await run(['status', '--json'])).stdout).console.locked
  assert.equal(await locked(), true)
  const made = await run(['passwd', '--generate', '--json'])
  assert.equal(made.code, 0, made.stderr)
  const { password, server } = passwdSchema.parse(JSON.parse(made.stdout))
  assert.deepEqual([server?.state, server?.unlocked], ['reloaded', true])
  assert.ok(server?.applied.includes('admin.password_hash'))
  assert.equal(await locked(), false)
  assert.match((await run(['console'], `${password}\n`)).stdout, /验证成功/)
  assert.match((await run(['console'], `${SECRET}\n`)).stdout, /密码错误/)
  assert.ok(
    !daemon
      .log()
      .join('\n')
      .includes(password ?? '-'),
  )
})

/** An original server, as far as it is told by its command line and its program: it runs in the folder and waits. */
async function pythonServer(t: TestContext, folder: string, program: string) {
  writeFileSync(
    join(folder, 'Server.py'),
    `${program}\nimport sys\nprint('up', flush=True)\nsys.stdin.read()\n`,
  )
  const child = spawn('python3', ['Server.py'], { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  await once(child.stdout, 'data', { signal: AbortSignal.timeout(20_000) })
}

const withoutPython = spawnSync('python3', ['--version']).error !== undefined && 'needs python3'

test('beside the Python server v9 the hash is one that it knows, and beside v6 nothing is changed', {
  skip: withoutPython,
}, async (t) => {
  const v9 = folderWith(t, { password_enabled: true, password: SECRET })
  await pythonServer(t, v9.folder, '# uses bcrypt')
  const made = await v9.run(['--generate', '--json'])
  assert.equal(made.code, 0, made.stderr)
  const { password, server } = passwdSchema.parse(JSON.parse(made.stdout))
  assert.equal(server?.state, 'python')
  assert.equal(passwordForm(v9.admin()), 'bcrypt')
  assert.ok(await verifyPassword(password ?? '', v9.admin()))
  const v6 = folderWith(t, { password_enabled: true, password: SECRET })
  await pythonServer(t, v6.folder, '# compares texts')
  const refused = await v6.run(['--generate'])
  assert.deepEqual([refused.code, /passwd\/old-server/.test(refused.stderr)], [1, true])
  assert.equal(v6.admin().password, SECRET)
})

/** The command at a terminal of its own: what is typed is given when the question for it has been asked. */
async function atTerminal(t: TestContext, file: string, typed: readonly string[]) {
  const folder = temporaryFolder(t)
  const program = `'${process.execPath}' '${PROGRAM}' passwd --config '${file}'`
  const command = `${program}; echo "code $?"; stty -a | tr ' ;' '\\n\\n' | grep -x -- '-\\?echo'`
  const env = { PATH: process.env.PATH, NO_COLOR: '1', LC_ALL: 'C.UTF-8', XDG_RUNTIME_DIR: folder }
  const child = spawn('script', ['-qec', command, join(folder, 'typescript')], { env })
  const waiting = [...typed]
  let shown = ''
  let answered = 0
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text
    const asked = shown.split(/you type\): |once more: /).length - 1
    while (answered < asked && waiting.length > 0) {
      answered++
      child.stdin.write(waiting.shift() as string)
    }
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), 30_000)
  await once(child, 'close')
  clearTimeout(timer)
  return shown
}

test('at a terminal it is asked for twice and never shown; Ctrl+C and two that differ change nothing', async (t) => {
  const { file, text, admin } = folderWith(t, { password: SECRET })
  const before = text()
  const left = await atTerminal(t, file, [`${OTHER}\r`, '\u0003'])
  assert.match(left, /cli\/interrupted[\s\S]*code 130\r?\necho\r?\n/)
  const differ = await atTerminal(t, file, [`${OTHER}\r`, `${OTHER}x\r`])
  assert.match(differ, /passwd\/not-the-same[\s\S]*code 1\r?\necho\r?\n/)
  assert.equal(text(), before)
  const done = await atTerminal(t, file, [`${OTHER}\r`, `${OTHER}\r`])
  assert.match(done, /stored as a hash[\s\S]*code 0\r?\necho\r?\n/)
  for (const shown of [left, differ, done]) assert.ok(!shown.includes(OTHER), shown)
  assert.ok(await verifyPassword(OTHER, admin()))
  assert.equal(statSync(file).mode & 0o777, 0o600)
})
