import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { hash as argon2 } from '@node-rs/argon2'
import { hash as bcrypt } from '@node-rs/bcrypt'
import { passwordForm, publishedDefault, verifyPassword } from '../../src/server/passwords.ts'

const cheap = { memoryCost: 64, timeCost: 1 }
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const secret = 'ключ 密码 🔑'

test('the right password opens every form, another one none', async () => {
  const blowfish = await bcrypt(secret, 4)
  const forms = {
    argon2: { password_hash: await argon2(secret, cheap) },
    bcrypt: { password_hash: blowfish },
    sha256: { password_hash: sha256(secret) },
    plain: { password: secret },
  }
  for (const [form, settings] of Object.entries(forms)) {
    assert.equal(passwordForm(settings), form)
    assert.equal(await verifyPassword(secret, settings), true, form)
    for (const wrong of ['', 'x', `${secret} `, secret.toUpperCase(), sha256(secret)]) {
      assert.equal(await verifyPassword(wrong, settings), false, `${form}: ${wrong.length}`)
    }
  }
})

test('hashes of all three bcrypt flavours are read', async () => {
  const hash = await bcrypt(secret, 4)
  for (const flavour of ['$2a$', '$2b$', '$2y$']) {
    const settings = { password_hash: flavour + hash.slice(4) }
    assert.equal(await verifyPassword(secret, settings), true, flavour)
    assert.equal(await verifyPassword('wrong', settings), false, flavour)
  }
})

test('a hash counts before a plain password, an empty hash does not count', async () => {
  const both = { password: 'plain', password_hash: await argon2('hashed', cheap) }
  assert.equal(await verifyPassword('hashed', both), true)
  assert.equal(await verifyPassword('plain', both), false)
  assert.equal(await verifyPassword('plain', { password: 'plain', password_hash: '' }), true)
})

test('beside an old SHA-256 digest the plain password is right as well', async () => {
  const both = { password: 'plain', password_hash: sha256('hashed').toUpperCase() }
  assert.equal(await verifyPassword('hashed', both), true)
  assert.equal(await verifyPassword('plain', both), true)
  assert.equal(await verifyPassword('', { ...both, password: '' }), false)
})

test('damaged hashes match nothing and throw nothing', async () => {
  for (const damaged of ['$argon2id$v=19$m=64', '$2b$12$short', '$2b$', 'secret', `${sha256('secret')}0`]) {
    for (const given of ['secret', '', damaged]) {
      assert.equal(
        await verifyPassword(given, { password_hash: damaged, password: 'secret' }),
        false,
        damaged,
      )
    }
  }
  assert.equal(await verifyPassword('', {}), false)
})

test('the published defaults are recognised in every form', async () => {
  assert.equal(await publishedDefault({ password: 'admin123' }), 'admin123')
  assert.equal(await publishedDefault({ password_hash: sha256('54server') }), '54server')
  assert.equal(await publishedDefault({ password_hash: await bcrypt('admin123', 4) }), 'admin123')
  assert.equal(await publishedDefault({ password: 'admin1234' }), null)
  assert.equal(await publishedDefault({}), null)
})
