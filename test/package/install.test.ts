import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Readable } from 'node:stream'
import { type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import { freePort } from '../helpers/chatctl.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { packed } from './packed.ts'

const PATIENCE = 120_000
const NOBODY = 65_534
/** The lines of Node that `engines` allows; the newest release of each is what people have. */
const LINES = ['22', '24', '26']

const run = promisify(execFile)

/** Where the registry cannot be asked, nothing can be installed. */
async function reasonToSkip(): Promise<string | false> {
  if (!existsSync('dist/cli/main.js')) return 'not built: npm run build'
  const asked = await run('npm', ['view', 'node@24', 'version'], { timeout: 30_000 }).catch(() => undefined)
  return asked === undefined ? 'no registry of packages answers' : false
}

const skip = await reasonToSkip()

for (const line of LINES) {
  test(`installed from its tarball on Node ${line}, every kind of command works, for root and for an ordinary user`, {
    skip,
  }, async (t) => {
    const place = await installed(t, line)
    for (const uid of process.getuid?.() === 0 ? [undefined, NOBODY] : [undefined]) {
      const version = await place.chatctl(['--version'], uid)
      assert.match(version, new RegExp(`node-v${line}\\.`))
      assert.match(await place.chatctl(['explain', 'EADDRINUSE'], uid), /\S/)
      assert.equal((await place.chatctl(['logs', '--count', '--file', place.log], uid)).trim(), '2')
      const { results } = JSON.parse(await place.chatctl(['doctor', 'config', '--json'], uid))
      assert.ok(results.length > 5)
    }
    await place.serves()
    await place.isAsSmallAsTheReadmeSays()
  })
}

async function installed(t: TestContext, line: string) {
  const folder = temporaryFolder(t)
  chmodSync(folder, 0o755)
  const node = join(folder, 'node')
  mkdirSync(node)
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
  await run('npm', ['install', '--prefix', node, ...quiet, `node@${line}`], { timeout: PATIENCE })
  const program = realNode(node)
  const prefix = join(folder, 'global')
  const path = [program, join(prefix, 'bin'), process.env.PATH].join(delimiter)
  const { tarball } = await packed()
  await run('npm', ['install', '--global', '--prefix', prefix, ...quiet, tarball], {
    timeout: PATIENCE,
    env: { ...process.env, PATH: path },
  })
  const log = join(folder, 'server.log')
  writeFileSync(
    log,
    '2025-12-17 18:10:41 [INFO] [连接] 127.0.0.1 已加入\n2025-12-17 18:10:42 [INFO] [断开] 127.0.0.1 已离开\n',
  )
  const env = {
    PATH: path,
    HOME: '/',
    SHELL: '/bin/sh',
    LC_ALL: 'C.UTF-8',
    XDG_STATE_HOME: join(folder, 'state'),
  }
  const chatctl = async (args: readonly string[], uid: number | undefined) => {
    const become = ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', '--']
    const [first = '', ...rest] = [...(uid === undefined ? [] : become), 'chatctl', ...args]
    const options = { env, cwd: folder, timeout: PATIENCE }
    // A finding is an exit code too.
    const { stdout, stderr } = await run(first, rest, options).catch((error) => error)
    assert.equal(stderr, '', `chatctl ${args.join(' ')}`)
    return String(stdout)
  }
  return {
    chatctl,
    log,
    serves: () => serves(folder, env),
    isAsSmallAsTheReadmeSays: () => isAsSmallAsTheReadmeSays(prefix),
  }
}

/** The folder of the real program: what npm links to is a script that starts it with the first `node` on the PATH. */
function realNode(prefix: string): string {
  const { bin } = JSON.parse(readFileSync(join(prefix, 'node_modules/node/package.json'), 'utf8'))
  return join(prefix, 'node_modules/node', bin.node, '..')
}

async function serves(folder: string, env: Record<string, string>) {
  const port = await freePort()
  const config = join(folder, 'config.json')
  writeFileSync(config, JSON.stringify({ server: { host: '127.0.0.1', port } }))
  const options = { env: { ...env, XDG_RUNTIME_DIR: folder }, cwd: folder, timeout: PATIENCE }
  const server = execFile('chatctl', ['serve', '--config', config], options)
  try {
    await once(server.stdout as Readable, 'data')
    const { stdout } = await run('chatctl', ['ping', '127.0.0.1', String(port), '--json'], options)
    assert.equal(JSON.parse(stdout).ok, true)
  } finally {
    server.kill('SIGTERM')
    await once(server, 'close')
  }
}

async function isAsSmallAsTheReadmeSays(prefix: string) {
  const [, packages, megabytes] =
    /brings (\d+) packages and (\d+) MB/.exec(readFileSync('README.md', 'utf8')) ?? []
  const installed = globSync(join(prefix, 'lib/node_modules/**/package.json')).filter((path) =>
    /node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/.test(path),
  )
  assert.equal(installed.length, Number(packages))
  const { stdout } = await run('du', ['-sk', join(prefix, 'lib')])
  const size = Number.parseInt(stdout, 10) / 1000
  assert.ok(size <= Number(megabytes) && size > Number(megabytes) / 2, `${size} MB installed`)
}
