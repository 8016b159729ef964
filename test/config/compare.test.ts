import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changedKeys, needsRestart, RELOADABLE } from '../../src/config/compare.ts'
import { diagnose } from '../../src/config/diagnose.ts'
import type { Config } from '../../src/config/schema.ts'
import { leafPaths } from '../../src/config/schema-path.ts'

const configOf = (value: object): Config => diagnose(JSON.stringify(value)).config ?? assert.fail()
const changes = (a: object, b: object) => changedKeys(configOf(a), configOf(b))

test('the same settings written differently are no change', () => {
  assert.deepEqual(changes({}, { server: { port: 3000 }, logging: { level: 'info' } }), [])
})

test('changed keys are named with their sections', () => {
  const after = {
    server: { port: 3001, tls: { port: 1, cert: 'c', key: 'k' } },
    security: { filter_words: ['x'] },
    admin: { password_hash: 'x' },
  }
  assert.deepEqual(changes({}, after), [
    'server.port',
    'server.tls',
    'admin.password_hash',
    'security.filter_words',
  ])
})

test('the order within a list is a change, a removed key too', () => {
  const list = (words: string[]) => ({ security: { filter_words: words } })
  assert.deepEqual(changes(list(['a', 'b']), list(['b', 'a'])), ['security.filter_words'])
  assert.deepEqual(changes({ admin: { password: 'x' } }, {}), ['admin.password'])
})

test('v6 compatibility changes the limits that depend on it', () => {
  assert.deepEqual(changes({}, { server: { compatibility: 'v6' } }), [
    'server.compatibility',
    'security.max_connections_per_ip',
    'security.max_attempts_per_minute',
  ])
})

test('exactly the addresses, the log file and its form, and the data folder need a restart', () => {
  const keys = [...new Set(leafPaths().map((path) => path.slice(0, 2).join('.')))]
  assert.deepEqual(keys.filter(needsRestart), [
    'server.host',
    'server.port',
    'server.compatibility',
    'server.control_socket',
    'server.tls',
    'logging.file',
    'logging.format',
    'data.directory',
  ])
  assert.deepEqual(
    [...RELOADABLE].filter((key) => !keys.includes(key)),
    [],
  )
})
