import assert from 'node:assert/strict'
import { test } from 'node:test'
import { maskSecrets, maskWords } from '../../src/host/mask-secrets.ts'

test('values of options that sound like secrets are masked, and nothing else', () => {
  const argv = [
    'node',
    'run.js',
    '--password',
    's3cret',
    '--admin-token=abc',
    '--port',
    '3000',
    '--config',
    '/a/b',
  ]
  assert.deepEqual(maskSecrets(argv), [
    'node',
    'run.js',
    '--password',
    '***',
    '--admin-token=***',
    '--port',
    '3000',
    '--config',
    '/a/b',
  ])
  assert.deepEqual(maskSecrets(['x', '--password', 'two words']), ['x', '--password', '***'])
  assert.deepEqual(maskSecrets(['x', '--password', '--verbose']), ['x', '--password', '--verbose'])
})

test('what other programs take for a secret is masked, and what only looks so is not', () => {
  const masked = (line: string) => maskSecrets(line.split(' ')).join(' ')
  assert.equal(masked('mysqld -p s3cret'), 'mysqld -p ***')
  assert.equal(masked('curl -u me:s3cret --auth s3cret --key s3cret'), 'curl -u me:*** --auth *** --key ***')
  assert.equal(masked('x --authorization Bearer s3cret'), 'x --authorization Bearer ***')
  assert.deepEqual(maskSecrets(['curl', '-H', 'Authorization: Basic czNjcmV0Cg==']), [
    'curl',
    '-H',
    'Authorization: *** ***',
  ])
  for (const harmless of [
    'ssh -p 22 host',
    'docker run -p 127.0.0.1:80:80 -p 3000:3000 x',
    'nginx --key /etc/ssl/a.pem --user www',
    'git commit --author me',
  ])
    assert.equal(masked(harmless), harmless)
})

test('secrets in lines of text are masked', () => {
  assert.equal(maskWords('sh -c "chat --password s3cret --port 1"'), 'sh -c "chat --password *** --port 1"')
  assert.equal(maskWords('CHATCTL_ADMIN_PASSWORD=s3cret node'), 'CHATCTL_ADMIN_PASSWORD=*** node')
  assert.equal(maskWords('管理员密码: abc'), '管理员密码: ***')
  assert.equal(maskWords('"password": "s3cret", "port": 3000'), '"password": "***", "port": 3000')
  assert.equal(maskWords('redis://user:s3cret@db:6379/0'), 'redis://user:***@db:6379/0')
  assert.equal(maskWords('listening on 0.0.0.0:3000'), 'listening on 0.0.0.0:3000')
})
