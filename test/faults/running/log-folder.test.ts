import assert from 'node:assert/strict'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { Scene } from './scene.ts'

const NOBODY = 65_534

test('a log folder that is removed is made again where the server may, and the log goes on in it', async (t) => {
  const scene = await Scene.open(t, { config: { logging: { file: 'logs/server.log' } } })
  const { daemon } = scene
  rmSync(daemon.path('logs'), { recursive: true })
  await scene.until('a new log', async () => {
    await scene.expectTalk()
    return existsSync(daemon.path('logs/server.log'))
  })
  await scene.expectHealthy()
})

test('a log folder that the server may not make again is told of, and loses no line once it is back', async (t) => {
  if (process.getuid?.() !== 0) return t.skip('needs root, to start the server as an ordinary user')
  const [own, closed] = [temporaryFolder(t), temporaryFolder(t)]
  const logs = join(closed, 'chat')
  const makeLogs = () => {
    mkdirSync(logs, { mode: 0o750 })
    chownSync(logs, NOBODY, NOBODY)
  }
  makeLogs()
  chmodSync(closed, 0o755)
  chownSync(own, NOBODY, NOBODY)
  const scene = await Scene.open(t, {
    folder: own,
    within: ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--'],
    config: { logging: { file: join(logs, 'server.log') } },
  })
  rmSync(logs, { recursive: true })
  await scene.until('the server to notice', async () => {
    await scene.expectTalk()
    return (await scene.ask('status', {})).log.failing
  })
  await scene.ask('ban', { address: '203.0.113.1' })
  await scene.expectFound('storage/folder-missing', new RegExp(logs))
  makeLogs()
  await scene.until('the log to go on', async () => !(await scene.ask('status', {})).log.failing)
  await scene.expectTalk()
  assert.match(readFileSync(join(logs, 'server.log'), 'utf8'), /203\.0\.113\.1/)
  await scene.expectHealthy()
  await scene.expectKept(['203.0.113.1'])
})
