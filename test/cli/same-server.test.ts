import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aboutSameServer, withSameCommand } from '../../src/cli/same-server.ts'

const told = (advice: string) => aboutSameServer(advice, ['status', '--config', '/srv/my chat/config.json'])
const FLAG = "--config '/srv/my chat/config.json'"

test('advice after a command with --config is about the same server, wherever in the sentence it stands', () => {
  assert.equal(told('chatctl doctor'), `chatctl doctor ${FLAG}`)
  assert.equal(
    told("run it as its owner: sudo -u '#1' chatctl status"),
    `run it as its owner: sudo -u '#1' chatctl status ${FLAG}`,
  )
  assert.equal(
    told('chatctl shutdown, then chatctl serve'),
    `chatctl shutdown ${FLAG}, then chatctl serve ${FLAG}`,
  )
  assert.equal(told('运行 chatctl users 查看'), `运行 chatctl users ${FLAG} 查看`)
  assert.equal(told('chatctl doctor storage'), `chatctl doctor ${FLAG} storage`)
  assert.equal(told('chatctl config check'), `chatctl config check ${FLAG}`)
})

test('advice that names a server, or is about none, stays as it is', () => {
  for (const advice of [
    'chatctl status --config /other.json',
    'chatctl status --help',
    'chatctl explain EADDRINUSE',
    'chatctl config init',
    'chatctl service install',
    'chatctl ping 192.0.2.7:3000',
    'ls -l /var/lib/chatctl',
  ])
    assert.equal(told(advice), advice)
})

test('where the server is a service, it is started as one', () => {
  const started = (advice: string, argv: string[] = []) =>
    aboutSameServer(advice, argv, () => 'sudo chatctl service start')
  assert.equal(
    started('start the server: chatctl serve; if it runs: chatctl status'),
    'start the server: sudo chatctl service start; if it runs: chatctl status',
  )
  assert.equal(started('chatctl serve', ['ping', '192.0.2.1']), 'chatctl serve')
  assert.equal(started('chatctl serve', ['ping', '--json']), 'sudo chatctl service start')
  assert.equal(started('chatctl serve --inspect=127.0.0.1:9230'), 'chatctl serve --inspect=127.0.0.1:9230')
  assert.equal(started('chatctl serve', ['status', '--config', '/c.json']), 'chatctl serve --config /c.json')
  assert.equal(
    aboutSameServer('chatctl serve', [], () => undefined),
    'chatctl serve',
  )
})

test('without --config nothing is added', () => {
  assert.equal(aboutSameServer('chatctl doctor', ['status', '--json']), 'chatctl doctor')
})

test('who has to be somebody else gets what was typed, ready to be pasted', () => {
  const again = (who: string, argv: string[], env = {}) =>
    withSameCommand(`as its owner: sudo -u '${who}' chatctl …`, argv, env)
  assert.equal(again('root', ['ban', '10.0.0.5']), 'as its owner: sudo chatctl ban 10.0.0.5')
  assert.equal(
    again('chat', ['say', "it's $1", '--config=a b.json'], { CHATCTL_CONFIG: '/srv/c.json' }),
    "as its owner: sudo -u 'chat' chatctl say 'it'\\''s $1' '--config=a b.json'",
  )
  assert.equal(
    again('#1', ['users'], { CHATCTL_CONFIG: '/srv/c.json' }),
    "as its owner: sudo -u '#1' chatctl users --config /srv/c.json",
  )
  assert.equal(aboutSameServer('sudo chatctl …', ['capture', '-p', '1']), 'sudo chatctl capture -p 1')
})
