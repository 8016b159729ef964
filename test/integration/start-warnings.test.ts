import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { chatctl, freePort, scratchFolder } from '../helpers/chatctl.ts'
import { Daemon, eventually } from '../helpers/daemon.ts'

describe('what the start has to say about the configuration stands in the log', () => {
  test('an unknown key, with its place, and a password that everybody can look up, though only its hash is there', async () => {
    const password_hash = createHash('sha256').update('54server').digest('hex')
    await using daemon = await Daemon.start({
      config: { server: { motd: 'hi' }, admin: { password_enabled: true, password_hash } },
    })
    await daemon.logged(/\[WARNING\] .*config\.json:\d+:\d+: "server\.motd" is no setting/)
    await daemon.logged(/\[WARNING\] 检测到旧版 SHA256 密码格式/)
    await daemon.logged(/\[WARNING\] The console password is one of the published defaults: change it now$/)
    const { stderr } = await daemon.stop()
    assert.match(stderr, /admin\.password_hash is that of a published default password/)
    assert.doesNotMatch(stderr, /54server/)
  })

  test('that there is no configuration', async () => {
    using folder = scratchFolder()
    const port = String(await freePort())
    const { child, exit } = chatctl(folder.path, [
      'serve',
      ...['--config', 'none.json', '--host', '127.0.0.1', '--port', port],
    ])
    try {
      const log = join(folder.path, 'server.log')
      const read = () => (existsSync(log) ? readFileSync(log, 'utf8') : '')
      await eventually(() => read().includes('"event":"config/none"') || undefined, 'the warning', 20_000)
      assert.match(read(), /"message":"config\.json 未找到，使用默认配置"/)
    } finally {
      child.kill('SIGKILL')
      await exit
    }
  })
})

test('an edit of the lists by hand and the end of a sanction stand in the log', async () => {
  await using daemon = await Daemon.start()
  daemon.write('banned_ips.json', '["127.91.0.1", "127.91.0.2"]')
  await daemon.logged(/\[INFO\] 已加载 2 个封禁IP$/)
  await daemon.operate('mute', '127.91.0.3', '--for', '1s')
  await daemon.logged(/\[INFO\] The mute of 127\.91\.0\.3 has expired$/)
})
