import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hash } from '@node-rs/argon2'
import { ConsoleLock } from '../../src/server/console-lock.ts'

function lockWith(settings: { password_enabled: boolean; password?: string; password_hash?: string }) {
  const events: string[] = []
  const lock = new ConsoleLock({
    settings: () => settings,
    onEvent: ({ event, ...more }) => events.push('failures' in more ? `${event} ${more.failures}` : event),
  })
  return { lock, events }
}

const refusal = (failures: number) => ({ ok: false, failures, allowed: 3, locked: failures === 3 })

test('three failures lock the console, even for the right password, and are logged', async () => {
  const { lock, events } = lockWith({ password_enabled: true, password: 'right' })
  for (const failures of [1, 2, 3]) assert.deepEqual(await lock.login('wrong'), refusal(failures))
  assert.equal(lock.locked, true)
  assert.deepEqual(await lock.login('right'), refusal(3))
  assert.deepEqual(events, [
    'admin/login-failed 1',
    'admin/login-failed 2',
    'admin/login-failed 3',
    'admin/locked',
  ])
})

test('an unlocked console gives three tries again', async () => {
  const { lock, events } = lockWith({ password_enabled: true, password: 'right' })
  assert.equal(lock.unlock(), false)
  assert.deepEqual(events, [])
  for (let i = 0; i < 3; i++) await lock.login('wrong')
  assert.equal(lock.unlock(), true)
  assert.equal(lock.locked, false)
  assert.deepEqual(await lock.login('wrong'), refusal(1))
  assert.deepEqual(await lock.login('right'), { ok: true, required: true })
  assert.deepEqual(events.slice(4), ['admin/unlocked', 'admin/login-failed 1', 'admin/login'])
})

test('a success forgets the failures before it', async () => {
  const { lock } = lockWith({ password_enabled: true, password: 'right' })
  await lock.login('wrong')
  await lock.login('wrong')
  await lock.login('right')
  assert.deepEqual(await lock.login('wrong'), refusal(1))
})

test('fifty attempts at once get three tries between them', async () => {
  const password_hash = await hash('right', { memoryCost: 64, timeCost: 1 })
  const { lock, events } = lockWith({ password_enabled: true, password_hash })
  const guesses = [...Array(49).fill('wrong'), 'right']
  const results = await Promise.all(guesses.map((guess) => lock.login(guess)))
  assert.equal(results.filter(({ ok }) => ok).length, 0)
  assert.equal(events.filter((event) => event.startsWith('admin/login-failed')).length, 3)
})

test('asking without a password counts nothing', async () => {
  const { lock, events } = lockWith({ password_enabled: true, password: 'right' })
  for (let i = 0; i < 5; i++) assert.deepEqual(await lock.login(undefined), refusal(0))
  assert.deepEqual(events, [])
})

test('a console without a configured or with a disabled password is open', async () => {
  const open = { ok: true, required: false }
  for (const settings of [
    { password_enabled: false, password: 'right' },
    { password_enabled: true },
    { password_enabled: true, password: '', password_hash: '' },
  ]) {
    assert.deepEqual(await lockWith(settings).lock.login('anything'), open)
    assert.deepEqual(await lockWith(settings).lock.login(undefined), open)
  }
})

test('a hash that nothing can check closes the console', async () => {
  const { lock } = lockWith({ password_enabled: true, password_hash: 'admin123' })
  assert.deepEqual(await lock.login('admin123'), refusal(1))
})

test('new settings count from the next attempt on', async () => {
  const settings = { password_enabled: true, password: 'old' }
  const { lock } = lockWith(settings)
  settings.password = 'new'
  assert.deepEqual(await lock.login('old'), refusal(1))
  assert.deepEqual(await lock.login('new'), { ok: true, required: true })
})
