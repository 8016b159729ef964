import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { Daemon, textToAll } from '../../helpers/daemon.ts'
import { noTerminal, Terminal } from '../../helpers/terminal.ts'

const PASSWORD = 'hunter-2-hunter'

test('the console on a terminal: hidden password, a half typed line that survives events, a ban that arrives', {
  skip: noTerminal,
}, async (t) => {
  const password_hash = createHash('sha256').update(PASSWORD).digest('hex')
  const daemon = await Daemon.start({ config: { admin: { password_enabled: true, password_hash } } })
  t.after(() => daemon.stop())
  const alice = await daemon.join('王小明', { from: '127.0.0.11' })
  const terminal = await Terminal.open(t)
  const before = await terminal.settings()
  terminal.chatctl('console', '--config', daemon.configFile)
  await terminal.sees(/请输入管理员密码/)
  terminal.run(PASSWORD)
  await terminal.sees(/管理员控制台已就绪/)
  assert.doesNotMatch(terminal.screen(), new RegExp(PASSWORD))

  terminal.type('ban 127.0')
  await terminal.sees(/^> ban 127\.0$/m)
  alice.send(textToAll('王小明', 'hello there'))
  await terminal.sees(/hello there[\s\S]*^> ban 127\.0$/m)
  terminal.run('.0.11')
  await terminal.sees(/^>>> IP 127\.0\.0\.11 已加入黑名单/m)
  terminal.run('banlist')
  await terminal.sees(/^=== 黑名单列表 ===\n {2}127\.0\.0\.11$/m)
  const { stdout } = await daemon.operate('bans', '--json')
  assert.equal(JSON.parse(stdout)[0].address, '127.0.0.11')

  terminal.press('Up', 'Up')
  await terminal.sees(/^> ban 127\.0\.0\.11$/m)
  terminal.press('C-c')
  await terminal.shellWaits()
  assert.equal(await terminal.settings(), before)
})
