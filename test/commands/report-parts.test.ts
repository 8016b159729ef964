import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { PROGRAM } from '../helpers/program.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

/** An ordinary user of every Linux. */
const NOBODY = 65_534

function folder(t: TestContext): string {
  const path = temporaryFolder(t)
  chmodSync(path, 0o755)
  return path
}

/** Starts `chatctl report` in a folder; `ended` gives what it left behind. */
function startReport(
  cwd: string,
  options: { readonly path?: string; readonly uid?: number | undefined; readonly chinese?: boolean },
) {
  const { CHATCTL_CONFIG: _, ...rest } = process.env
  const state = join(cwd, 'state')
  mkdirSync(state)
  chmodSync(state, 0o777)
  const { uid } = options
  const child = spawn(process.execPath, [PROGRAM, 'report', '--config', join(cwd, 'config.json')], {
    cwd,
    env: {
      ...rest,
      ...{ XDG_STATE_HOME: state, XDG_RUNTIME_DIR: state, HOME: state, NO_COLOR: '1' },
      LC_ALL: options.chinese ? 'zh_CN.UTF-8' : 'C.UTF-8',
      ...(options.path !== undefined && { PATH: `${options.path}:${process.env.PATH}` }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid !== undefined && { uid, gid: uid }),
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, stdout, stderr }))
  return { child, ended }
}

for (const chinese of [false, true]) {
  test(`Ctrl+C prints the report as far as it is, which says that it is not complete, in ${chinese ? 'Chinese' : 'English'}`, async (t) => {
    const cwd = folder(t)
    writeFileSync(join(cwd, 'config.json'), '{}')
    writeFileSync(join(cwd, 'server.log'), '')
    const programs = join(cwd, 'bin')
    mkdirSync(programs)
    // A systemd that does not answer: the report waits for it, and that is when somebody loses patience.
    const asked = join(programs, 'asked')
    writeFileSync(join(programs, 'systemctl'), `#!/bin/sh\n: > '${asked}'\nexec sleep 600\n`, { mode: 0o755 })
    const watcher = watch(programs)
    t.after(() => watcher.close())
    const { child, ended } = startReport(cwd, { path: programs, chinese })
    const isAsked = (async () => {
      while (!existsSync(asked)) await once(watcher, 'change')
    })()
    await Promise.race([isAsked, ended])
    child.kill('SIGINT')
    const { code, signal, stdout, stderr } = await ended
    assert.equal(signal, null, 'it ends by itself')
    assert.equal(code, 1, stderr)
    assert.match(
      stdout.split('\n').slice(0, 4).join('\n'),
      chinese ? /本报告不完整/ : /This report is not complete/,
    )
    assert.match(stdout, chinese ? /=== 系统/ : /=== System ===/)
    assert.match(stdout, chinese ? /=== 磁盘/ : /=== Disk space ===/)
  })
}

test('an ordinary user gets a report that says which parts it could not see, and what it would need', async (t) => {
  if (process.platform !== 'linux') return t.skip('needs Linux, for users by number')
  const isRoot = process.getuid?.() === 0
  if (!isRoot) return t.skip('needs root, to own files that another user may not read')
  const cwd = folder(t)
  writeFileSync(join(cwd, 'config.json'), '{ "admin": { "password": "Sesam-offne-d1ch" } }', { mode: 0o600 })
  writeFileSync(join(cwd, 'server.log'), 'nothing for others\n', { mode: 0o600 })
  const { code, stdout, stderr } = await startReport(cwd, { uid: NOBODY }).ended
  assert.equal(code, 0, stderr)
  const parts = new Map(
    stdout.split(/^=== /m).map((part) => [part.split(' ===')[0] ?? '', part.replace(/\s+/g, ' ')]),
  )
  const needsRoot = (file: string) => new RegExp(`Could not look .*${file}: EACCES\\. It would need: root`)
  assert.match(parts.get('Recent log') ?? '', needsRoot('server.log'))
  assert.match(parts.get('Configuration') ?? '', needsRoot('config.json'))
  assert.match(parts.get('System') ?? '', new RegExp(`Asked by: .*\\(${NOBODY}\\)`))
  assert.match(parts.get('Disk space') ?? '', /used/, 'what everybody may see is there')
  assert.doesNotMatch(stdout, /not complete|nothing for others|Sesam/)
})
