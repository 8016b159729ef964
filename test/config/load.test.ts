import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { type LoadOptions, loadConfig, usableConfig } from '../../src/config/load.ts'
import { ChatctlError } from '../../src/errors/chatctl-error.ts'
import { useLocale } from '../../src/messages/both.ts'
import { render } from '../../src/messages/index.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { SAMPLE, sampleWith } from './sample.ts'

async function load(t: TestContext, text: string | undefined, options: Partial<LoadOptions> = {}) {
  const cwd = temporaryFolder(t)
  if (text !== undefined) writeFileSync(join(cwd, 'config.json'), text)
  return { cwd, ...(await loadConfig({ env: {}, cwd, folders: [], ...options })) }
}
const ids = ({ diagnostics }: { diagnostics: readonly { id: string }[] }) => diagnostics.map(({ id }) => id)

test('relative paths belong to the folder of the file', async (t) => {
  const loaded = await load(t, SAMPLE)
  const { cwd, config } = loaded
  assert.deepEqual([loaded.path, loaded.base, loaded.found], [join(cwd, 'config.json'), cwd, true])
  assert.equal(loaded.text, SAMPLE)
  assert.equal(config?.logging.file, join(cwd, 'chat.log'))
  assert.deepEqual(config?.data, {
    banned_ips_file: join(cwd, 'banned_ips.json'),
    muted_ips_file: join(cwd, 'lists/muted_ips.json'),
    directory: cwd,
  })
})

test('absolute paths stay, and the data folder follows the ban list', async (t) => {
  const tls = '{"port": 3443, "cert": "tls/cert.pem", "key": "/etc/key.pem"}'
  const server = `{"control_socket": "run/chat.sock", "tls": ${tls}}`
  const { cwd, config } = await load(
    t,
    `{"server": ${server}, "data": {"banned_ips_file": "/var/lib/chat/banned.json"}}`,
  )
  assert.equal(config?.data.directory, '/var/lib/chat')
  assert.equal(config?.server.control_socket, join(cwd, 'run/chat.sock'))
  assert.deepEqual(config?.server.tls, { port: 3443, cert: join(cwd, 'tls/cert.pem'), key: '/etc/key.pem' })
})

test("no file at all is the guide's warning, in both languages, and everything in data", async (t) => {
  const loaded = await load(t, undefined)
  const { cwd, config, diagnostics } = loaded
  assert.deepEqual(ids(loaded), ['config/not-found'])
  t.after(() => useLocale('en'))
  useLocale('zh-CN')
  assert.equal(diagnostics[0] && render(diagnostics[0].message), '警告: config.json 未找到，使用默认配置')
  useLocale('en')
  assert.match(diagnostics[0] ? render(diagnostics[0].message) : '', /^Warning: config\.json not found/)
  assert.deepEqual([loaded.path, loaded.found, loaded.text], [null, false, ''])
  assert.equal(config?.logging.file, join(cwd, 'data/server.log'))
  assert.equal(config?.data.banned_ips_file, join(cwd, 'data/banned_ips.json'))
  assert.equal(config?.data.directory, join(cwd, 'data'))
})

test('a named file that is missing warns likewise, and its folder is the base', async (t) => {
  const loaded = await load(t, SAMPLE, { explicit: 'other/config.json' })
  assert.deepEqual(ids(loaded), ['config/not-found'])
  assert.equal(loaded.config?.logging.file, join(loaded.cwd, 'other/server.log'))
  assert.equal(loaded.config?.server.max_connections, 50)
})

test('a log folder that does not exist is no mistake of the configuration', async (t) => {
  const { config } = await load(t, sampleWith('chat.log', 'no/such/folder/chat.log'))
  assert.notEqual(config, undefined)
})

test('the environment wins over the file and flags over both, and each is named as the origin', async (t) => {
  const env = {
    CHATCTL_SERVER_PORT: '3001',
    CHATCTL_SERVER_HOST: '::1',
    CHATCTL_SECURITY_ENABLE_MESSAGE_FILTER: 'false',
    CHATCTL_SECURITY_EXEMPT_ADDRESSES: '10.0.0.0/8, ::1',
    CHATCTL_SECURITY_FILTER_WORDS: '["a b"]',
    CHATCTL_ADMIN_PASSWORD: '12345',
    CHATCTL_LOGGING_LEVEL: '',
  }
  const { config, origins } = await load(t, SAMPLE, { env, overrides: { port: 3002 } })
  assert.equal(config?.server.port, 3002)
  assert.equal(config?.server.host, '::1')
  assert.equal(config?.security.enable_message_filter, false)
  assert.deepEqual(config?.security.exempt_addresses, ['10.0.0.0/8', '::1'])
  assert.deepEqual(config?.security.filter_words, ['a b'])
  assert.equal(config?.admin.password, '12345')
  assert.equal(config?.logging.level, 'INFO')
  assert.equal(origins['server.port'], '--port')
  assert.equal(origins['server.host'], 'CHATCTL_SERVER_HOST')
  assert.equal(origins['logging.level'], undefined)
})

test('a wrong variable is an error that names it and not a line of the file', async (t) => {
  const loaded = await load(t, SAMPLE, { env: { CHATCTL_SERVER_PORT: 'x' } })
  assert.equal(loaded.config, undefined)
  const [error] = loaded.diagnostics.filter(({ severity }) => severity === 'error')
  assert.deepEqual(
    [error?.key, error?.origin, error?.line, error?.frame.length],
    ['server.port', 'CHATCTL_SERVER_PORT', 0, 0],
  )
})

test('a wrong flag is told by the flag, even when the environment has the same setting', async (t) => {
  const loaded = await load(t, SAMPLE, { env: { CHATCTL_SERVER_PORT: '3001' }, overrides: { port: 70000 } })
  assert.deepEqual(
    loaded.diagnostics.filter(({ severity }) => severity === 'error').map(({ origin }) => origin),
    ['--port'],
  )
})

test('a misspelt variable of a section warns, others are none of our business', async (t) => {
  const env = { CHATCTL_SERVER_PROT: '1', CHATCTL_CONFIG: undefined, CHATCTL_CI: '1', PATH: '/bin' }
  const loaded = await load(t, '{}', { env })
  assert.deepEqual(
    loaded.diagnostics.map(({ id, origin, hint }) => [id, origin, hint?.values?.meant]),
    [['config/unknown-variable', 'CHATCTL_SERVER_PROT', 'CHATCTL_SERVER_PORT']],
  )
})

test('a password from the environment is warned about without being printed', async (t) => {
  const env = { CHATCTL_ADMIN_PASSWORD: 'admin123' }
  const { diagnostics } = await load(t, '{}', { env })
  assert.deepEqual(
    diagnostics.map(({ id, origin }) => [id, origin]),
    [['config/published-password', 'CHATCTL_ADMIN_PASSWORD']],
  )
  assert.equal(JSON.stringify(diagnostics).includes('admin123'), false)
})

test('whoever needs a configuration gets it, or an error with the exit code for configurations', async (t) => {
  assert.equal(usableConfig(await load(t, '{}')).server.port, 3000)
  const broken = await load(t, '{"server": {"port": "x", "host": 1}}')
  assert.throws(
    () => usableConfig(broken),
    (error) => error instanceof ChatctlError && error.exitCode === 2 && error.values.count === 2,
  )
})

test('a byte order mark does not shift the text that is handed out', async (t) => {
  assert.equal((await load(t, `\ufeff${SAMPLE}`)).text, SAMPLE)
})
