import assert from 'node:assert/strict'
import { chmodSync, chownSync } from 'node:fs'
import { test } from 'node:test'
import { chatctl, type Exit } from '../helpers/chatctl.ts'
import { Daemon } from '../helpers/daemon.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const NOBODY = 65_534
const AS_NOBODY = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--no-new-privs']

test('who may not read the configuration is told nothing wrong about the server, and how to be told more', {
  skip: process.getuid?.() === 0 ? false : 'needs root, to keep a file from another user',
}, async (t) => {
  const daemon = await Daemon.start()
  t.after(() => daemon.stop())
  const { configFile, port } = daemon
  chmodSync(daemon.folder, 0o755)
  chmodSync(configFile, 0o600)
  const home = temporaryFolder(t)
  chownSync(home, NOBODY, NOBODY)
  const ask = (...words: string[]): Promise<Exit> =>
    chatctl(home, [...words, '--config', configFile], { within: AS_NOBODY, env: { HOME: home } }).exit
  const askAll = (...lines: string[][]) => Promise.all(lines.map((words) => ask(...words)))

  const [ping, ports, logs, status, doctor] = await askAll(
    ['ping'],
    ['ports'],
    ['logs'],
    ['status'],
    ['doctor'],
  )
  assert.match(String(ping?.stdout), new RegExp(`One can chat at 127\\.0\\.0\\.1:${port}\\.`))
  assert.match(String(ports?.stdout), new RegExp(`^Port ${port} \\(chat\\)\nHeld by +not to be seen`))
  assert.equal(ports?.stderr, '')
  assert.match(
    String(logs?.stderr),
    /\[config\/no-access\] Fix: sudo chatctl logs --config \S+config\.json\n$/,
  )
  assert.match(
    String(status?.stderr),
    /^Error: [^\n]* \[control\/denied\] Fix: [^\n]*: sudo chatctl status --config \S+config\.json\n$/,
  )
  assert.match(String(doctor?.stdout), /Could not look \(config\): /)
  assert.doesNotMatch(String(doctor?.stdout), /FAIL (?:network|service)\//)
  assert.match(String(doctor?.stdout), /sudo chatctl doctor --config \S+config\.json$/m)

  daemon.child.kill('SIGTERM')
  await daemon.exited
  const [pinged, free, judged] = await askAll(['ping'], ['ports'], ['doctor'])
  for (const { stderr } of [pinged, free] as Exit[])
    assert.match(
      stderr,
      /^This user may not read \S+config\.json, so the usual port is taken; .*: sudo chatctl p/,
    )
  assert.match(String(pinged?.stdout), /start the server: chatctl serve --config /)
  assert.match(String(judged?.stdout), /^1\. FAIL service\/not-running .*$/m)
  assert.match(
    String(judged?.stdout),
    /^ +sudo chatctl serve --config \S+config\.json$|sudo -u root chatctl serve --config/m,
  )
  assert.doesNotMatch(String(judged?.stdout), /canary-refused {2}guide/)
})
