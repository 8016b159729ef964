import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bootSystemdBox } from '../helpers/systemd-box.ts'

/** What an ordinary user types first, and what he would have got if he had been allowed to. */
const LINES: readonly [words: string[], result: RegExp][] = [
  [['status'], /^Listening +0\.0\.0\.0:3100$/m],
  [['ban', '10.0.0.5', '--reason', 'two words'], /^Banned 10\.0\.0\.5 /],
  [['logs', '-n', '2'], /\[INFO\]/],
  [['config', 'get', 'server.port'], /^3100$/m],
  [['ports'], /^Port 3100 \(chat\)$/m],
  [['ping'], /^One can chat at 127\.0\.0\.1:3100\.$/m],
]

test('the command that an ordinary user is told works as it is printed, where the server is a service', async (t) => {
  const box = await bootSystemdBox(t)
  if (box === undefined) return
  await box.install({ server: { port: 3100 } }, ['SuccessExitStatus=143'])
  await box.ok(['systemctl', 'start', 'chatserver'])
  const told = async (words: readonly string[]) => {
    const { stdout, stderr } = await box.chatctl(words, { user: 'nobody', env: { HOME: '/tmp' } })
    const [, command] = /(?:Fix|Root knows|What to do): [^\n]*?\b(sudo [^\n;]*)/.exec(stderr + stdout) ?? []
    assert.ok(command, `chatctl ${words.join(' ')}: ${stderr}${stdout}`)
    return command
  }
  // There is no sudo in the box.
  const typed = (command: string) =>
    box.ok(['sh', '-c', command.replace(/^sudo -u (\S+) /, 'runuser -u $1 -- ').replace(/^sudo /, '')])
  for (const [words, result] of LINES) assert.match(await typed(await told(words)), result)

  await box.ok(['systemctl', 'stop', 'chatserver'])
  const { stdout } = await box.chatctl(['ping'], { user: 'nobody', env: { HOME: '/tmp' } })
  const [, start] = /start the server: (sudo [^\n;]*)/.exec(stdout) ?? []
  assert.ok(start, stdout)
  await typed(start)
  assert.match(await box.ok(['chatctl', 'ping']), /One can chat/)
})
