import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diagnose } from '../../src/config/diagnose.ts'
import { convertConfig } from '../../src/migrate/convert-config.ts'
import { convertList } from '../../src/migrate/convert-list.ts'
import { withoutLines } from '../../src/migrate/find-crontabs.ts'
import { hashForPython, verifyPassword } from '../../src/server/passwords.ts'

const convert = async (config: unknown, rules: 'v6' | 'v9' = 'v9') => {
  const text = typeof config === 'string' ? config : JSON.stringify(config, null, 2)
  const made = await convertConfig(Buffer.from(text), 'config.json', rules, {})
  return { ...made, keys: made.changes.map(({ key }) => key), config: JSON.parse(made.text) }
}

test('the password that the original would take is the one that is right afterwards', async () => {
  const bcrypt = await hashForPython('hashed')
  const sha256 = 'a'.repeat(64)
  const cases = [
    { rules: 'v6', admin: { password: 'plain', password_hash: bcrypt }, right: 'plain' },
    { rules: 'v9', admin: { password: 'plain', password_hash: bcrypt }, right: 'hashed' },
    { rules: 'v9', admin: { password: 'plain', password_hash: sha256 }, right: 'plain' },
    { rules: 'v9', admin: { password: 'plain' }, right: 'plain' },
  ] as const
  for (const { rules, admin, right } of cases) {
    const { config, text } = await convert({ admin }, rules)
    assert.ok(await verifyPassword(right, config.admin), `${rules} ${JSON.stringify(Object.keys(admin))}`)
    assert.equal(config.admin.password, undefined)
    assert.doesNotMatch(text, /"plain"/)
  }
  assert.equal((await convert({ admin: { password_hash: sha256 } })).config.admin.password_hash, sha256)
})

test('a password that everybody knows is told', async () => {
  assert.ok((await convert({ admin: { password: 'admin123' } })).keys.includes('migrate.config.published'))
  assert.ok(!(await convert({ admin: { password: 'mine' } })).keys.includes('migrate.config.published'))
})

test('all else stays as it was written: order, formatting, unknown keys', async () => {
  const text =
    '{\r\n\t"zeta": [1,  2],\r\n\t"server": { "port":3001 , "motd": "x" },\r\n\t"logging": {"format": "json"}\r\n}\r\n'
  assert.equal((await convert(text)).text, text)
})

test('version 6 keeps its rules, and the log its form', async () => {
  const { config } = await convert({ server: { port: 3000 } }, 'v6')
  assert.equal(config.server.compatibility, 'v6')
  assert.equal(config.logging.format, 'text')
  assert.equal((await convert({})).config.server?.compatibility, undefined)
})

test('what our server would refuse is repaired where it is clear, and refused where it is not', async () => {
  const { config, keys } = await convert('\ufeff{"server": {"port": "3000"}}')
  assert.equal(config.server.port, 3000)
  assert.ok(keys.includes('migrate.config.repaired'))
  await assert.rejects(convert({ server: { port: 70_000 } }), { id: 'migrate/bad-config' })
  await assert.rejects(convert('[]'), { id: 'migrate/bad-config' })
})

test('an original without a config.json gets its defaults, but not the published password', async () => {
  const { text } = await convertConfig(null, 'config.json', 'v9', {})
  assert.equal(JSON.parse(text).admin.password_hash, undefined)
  assert.doesNotMatch(text, /admin123/)
  assert.deepEqual(diagnose(text).diagnostics, [])
})

test('a list that both servers can read is not touched; any other form becomes one', () => {
  const list = (text: string) => convertList(Buffer.from(text), 'banned_ips.json')
  assert.equal(list('["10.0.0.7", "192.168.1.9"]').content, null)
  const cases = {
    '{"10.0.0.7": "spam from 10.9.9.9", "x": {"by": "10.8.8.8"}}': ['["10.0.0.7"]', ['x']],
    '["10.0.0.7", 5, null]': ['["10.0.0.7"]', ['5', 'null']],
    '["10.0.0.7" "10.0.0.8"': ['["10.0.0.7", "10.0.0.8"]', []],
  } as const
  for (const [text, [content, dropped]] of Object.entries(cases)) {
    const made = list(text)
    assert.equal(made.content?.toString(), content)
    assert.deepEqual(made.dropped, dropped)
  }
})

test('a line of a crontab becomes a remark, and the others stay as they are', () => {
  const table = 'MAILTO=root\n@reboot python3 Server.py\n0 3 * * * true\n'
  assert.equal(
    withoutLines(table, ['@reboot python3 Server.py']),
    'MAILTO=root\n# chatctl migrate: @reboot python3 Server.py\n0 3 * * * true\n',
  )
})
