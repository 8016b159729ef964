import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { describe, test } from 'node:test'
import { Daemon, eventually, textToAll } from '../helpers/daemon.ts'

describe('a reload', () => {
  test('changes when the log is rotated', async () => {
    await using daemon = await Daemon.start()
    const ann = await daemon.join('Ann')
    daemon.configure({ logging: { max_bytes: 2000, backup_count: 1 } })
    await daemon.logged(/\[INFO\] 配置文件已热加载$/)
    for (let count = 0; count < 100; count++) ann.send(textToAll('Ann', `line ${count}`))
    await eventually(() => existsSync(daemon.path('server.log.1')) || undefined, 'a rotated log')
  })

  test('decides to which level the log returns after loglevel --for', async () => {
    await using daemon = await Daemon.start()
    await daemon.operate('loglevel', 'DEBUG', '--for', '4s')
    daemon.configure({ logging: { level: 'WARNING' } })
    await daemon.logged(/\[WARNING\] Log level changed from \w+ to WARNING by timer$/, 10_000)
    assert.match((await daemon.operate('loglevel')).stdout, /WARNING/)
  })
})
