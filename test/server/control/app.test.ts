import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { createControlApp } from '../../../src/server/control/app.ts'
import { METHOD_PARAMS } from '../../../src/server/control/params.ts'
import { fakeOperations } from '../../control/fake-operations.ts'

const JSON_TYPE = { 'content-type': 'application/json' }
const app = createControlApp({ operations: fakeOperations(), limits: { bodyBytes: 1000 } })

async function post(url: string, payload: string, headers: Record<string, string> = JSON_TYPE) {
  const response = await app.inject({ method: 'POST', url, payload, headers })
  const body = response.json()
  return { status: response.statusCode, id: body.error?.id, body, text: response.body }
}

test('a result comes as { result }, with an empty body as with {}', async () => {
  assert.deepEqual((await post('/v1/users', '{}')).body, { result: [] })
  assert.deepEqual((await post('/v1/users', '', {})).body, { result: [] })
})

test('an unknown method is a 404 that suggests an upgrade of the server', async () => {
  const { status, id, body } = await post('/v1/dance', '{}')
  assert.deepEqual([status, id], [404, 'control/unknown-method'])
  assert.equal(body.error.values.method, 'dance')
  assert.match(body.error.fix, /chatctl serve/)
})

test('whatever else has no route is a bad request', async () => {
  for (const [method, url] of [
    ['GET', '/v1/users'],
    ['GET', '/'],
    ['DELETE', '/v1/users'],
    ['POST', '/v2/users'],
  ] as const) {
    const response = await app.inject({ method, url })
    assert.deepEqual([response.statusCode, response.json().error.id], [400, 'control/bad-request'], url)
  }
})

test('bad params are a 400 that names the first thing wrong', async () => {
  const bad: [string, unknown, RegExp][] = [
    ['ban', {}, /address/],
    ['ban', { address: 7 }, /address/],
    ['ban', { address: '1.2.3.4', seconds: -1 }, /seconds/],
    ['ban', { address: '1.2.3.4', seconds: 1e300 }, /seconds/],
    ['ban', { address: '1.2.3.4', hours: 2 }, /hours/],
    ['ban', { address: 'x'.repeat(300) }, /address/],
    ['gmute', { on: 'yes' }, /on/],
    ['say', { text: '' }, /text/],
    ['users', [], /object/],
    ['users', 'all', /object/],
    ['loglevel', { level: 'LOUD' }, /level/],
    ['status', { __proto_: 1 }, /__proto_/],
  ]
  for (const [method, params, detail] of bad) {
    const { status, id, body } = await post(`/v1/${method}`, JSON.stringify(params))
    assert.deepEqual([status, id], [400, 'control/bad-params'], method)
    assert.match(body.error.values.detail, detail)
  }
})

test('a refused password is not repeated in the error', async () => {
  const { id, text } = await post(
    '/v1/login',
    JSON.stringify({ password: 'Geheim'.repeat(200).slice(0, 900), by: 'me' }),
  )
  assert.equal(id, 'control/bad-params')
  assert.doesNotMatch(text, /Geheim/)
})

test('malformed JSON, a poisoned prototype and another media type are bad requests', async () => {
  assert.equal((await post('/v1/users', '{"a":')).id, 'control/bad-request')
  assert.equal((await post('/v1/users', '{"__proto__":{"x":1}}')).id, 'control/bad-request')
  assert.equal(
    (await post('/v1/users', '<users/>', { 'content-type': 'text/xml' })).id,
    'control/bad-request',
  )
})

test('a body over the limit is a 413', async () => {
  const { status, id } = await post('/v1/say', JSON.stringify({ text: 'x'.repeat(1000) }))
  assert.deepEqual([status, id], [413, 'control/too-large'])
})

test('a method that takes too long is answered in its place', async () => {
  const slow = createControlApp({
    operations: fakeOperations({ save: () => new Promise(() => {}) }),
    limits: { handlerMs: 20 },
  })
  const response = await slow.inject({ method: 'POST', url: '/v1/save', payload: {} })
  assert.equal(response.statusCode, 503)
  assert.equal(response.json().error.id, 'control/time-limit')
})

test('a level may be written in any case', async () => {
  const seen: unknown[] = []
  const levels = createControlApp({
    operations: fakeOperations({
      loglevel: (params) => {
        seen.push(params)
        return { level: 'DEBUG', revertsAt: null }
      },
    }),
  })
  await levels.inject({ method: 'POST', url: '/v1/loglevel', payload: { level: 'debug', seconds: 60 } })
  assert.deepEqual(seen, [{ level: 'DEBUG', seconds: 60 }])
})

test('the reference names every method and stream, and no other', () => {
  const reference = readFileSync('docs/control-socket.md', 'utf8')
  const named = [...reference.matchAll(/^\| `([\w-]+)` \|/gm)].map((match) => match[1])
  assert.deepEqual(named, [...Object.keys(METHOD_PARAMS), 'events'])
})
