import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { askingForRoot } from '../../../src/cli/backup/denied.ts'
import { ChatctlError } from '../../../src/errors/chatctl-error.ts'

/** What the error advises when this was typed. */
async function adviceFor(t: TestContext, words: readonly string[], config?: string): Promise<string> {
  const { argv, env } = process
  process.argv = ['/usr/bin/node', '/opt/chatctl/bin/run.js', ...words]
  process.env = { ...env, CHATCTL_CONFIG: config }
  if (config === undefined) delete process.env.CHATCTL_CONFIG
  t.mock.method(process as { getuid(): number }, 'getuid', () => 1000)
  try {
    await askingForRoot(() => Promise.reject(new ChatctlError('backup/denied', { path: '/srv/x' })))
  } catch (error) {
    assert.ok(error instanceof ChatctlError)
    assert.match(error.message, /\/srv\/x/)
    return error.fix
  } finally {
    process.argv = argv
    process.env = env
    t.mock.restoreAll()
  }
  assert.fail('nothing was refused')
}

test('who may not read a file is told the very command that was typed, as root gives it', async (t) => {
  const words = ['backup', 'create', '--to', '/mnt/my backups', '--keep', '8w']
  assert.match(await adviceFor(t, words), /^sudo .*backup create --to '\/mnt\/my backups' --keep 8w$/)
})

test('a variable that names the configuration is typed out, because sudo drops it', async (t) => {
  const typed = ['backup', 'verify', '/b/x.tar.gz']
  const config = '/srv/chat/config.json'
  assert.match(
    await adviceFor(t, typed, config),
    /backup verify \/b\/x\.tar\.gz --config \/srv\/chat\/config\.json$/,
  )
  const named = [...typed, '--config', '/srv/other.json']
  assert.match(
    await adviceFor(t, named, config),
    /backup verify \/b\/x\.tar\.gz --config \/srv\/other\.json$/,
  )
})

test('any other failure stays as it is', async () => {
  const failure = new ChatctlError('backup/nothing')
  await assert.rejects(
    askingForRoot(() => Promise.reject(failure)),
    failure,
  )
})
