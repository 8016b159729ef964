import assert from 'node:assert/strict'
import { test } from 'node:test'
import { covers } from '../../src/cli/targets/covers.ts'
import { resolveTarget } from '../../src/cli/targets/resolve.ts'
import { risksOf } from '../../src/cli/targets/risks.ts'
import { parseTarget } from '../../src/cli/targets/target.ts'
import { sshAddress } from '../../src/cli/targets/this-host.ts'
import { useLocale } from '../../src/messages/both.ts'
import { user } from './sample-room.ts'

useLocale('en')

test('a target is an address, a range, or else a name', () => {
  const kinds = {
    '10.0.0.7': 'address',
    ' 10.0.0.7 ': 'address',
    '::1': 'address',
    '::ffff:10.0.0.7': 'address',
    '10.0.0.7/32': 'address',
    '10.0.0.0/24': 'range',
    '0.0.0.0/0': 'range',
    '2001:db8::/32': 'range',
    '10.0.0.0/33': 'name',
    '010.0.0.1': 'name',
    '10.0.0': 'name',
    alice: 'name',
    'a/24': 'name',
    '': 'name',
  }
  for (const [typed, kind] of Object.entries(kinds)) assert.equal(parseTarget(typed).kind, kind, typed)
})

test('a target covers an address however it is spelt', () => {
  const cases: [target: string, address: string, covered: boolean][] = [
    ['10.0.0.7', '10.0.0.7', true],
    ['10.0.0.7', '10.0.0.8', false],
    ['10.0.0.7', '::ffff:10.0.0.7', true],
    ['::ffff:10.0.0.7', '10.0.0.7', true],
    ['10.0.0.0/24', '::ffff:10.0.0.200', true],
    ['::ffff:10.0.0.0/120', '10.0.0.9', true],
    ['10.0.0.0/24', '10.0.1.1', false],
    ['::1', '0:0:0:0:0:0:0:1', true],
    ['fe80::/10', 'fe80::1%eth0', true],
    ['10.0.0.0/24', '::1', false],
    ['alice', '10.0.0.7', false],
  ]
  for (const [target, address, covered] of cases) {
    assert.equal(covers(parseTarget(target), address), covered, `${target} ${address}`)
  }
})

test('a name means the address of whoever bears it, and everybody there is hit', () => {
  const users = [user(), user({ id: 2, name: 'bob' }), user({ id: 3, name: 'carol', ip: '10.0.0.9' })]
  const { address, hits } = resolveTarget('alice', users)
  assert.equal(address, '10.0.0.7')
  assert.deepEqual(
    hits.map(({ name }) => name),
    ['alice', 'bob'],
  )
})

test('who calls himself like an address cannot take the place of that address', () => {
  const users = [user({ name: '10.0.0.9', ip: '10.0.0.66' })]
  assert.deepEqual(resolveTarget('10.0.0.9', users).hits, [])
})

test('a name that nobody bears is an error that names the nearest one', () => {
  const unknown = (typed: string) => {
    try {
      resolveTarget(typed, [user(), user({ id: 2, name: null })])
    } catch (error) {
      const { id, message, fix } = error as { id: string; message: string; fix: string }
      return { id, message, fix }
    }
    return assert.fail('found')
  }
  assert.deepEqual(unknown('Alice'), {
    id: 'cli/no-such-user',
    message: 'nobody is online as "Alice"',
    fix: 'did you mean alice?',
  })
  assert.match(unknown('someone-else').fix, /chatctl users/)
  assert.match(unknown('\u001b[31mx').message, /\\x1b/)
})

test('a name that is used from two addresses is refused, because the wrong one could be hit', () => {
  const users = [user(), user({ id: 2, ip: '10.0.0.8' })]
  assert.throws(() => resolveTarget('alice', users), { id: 'cli/name-not-unique' })
})

test('a target is risky where it is more than one address, this machine, or the way that the operator came in', () => {
  const host = { addresses: ['192.168.1.5', 'fe80::5'], sshFrom: '203.0.113.9' }
  const cases: [typed: string, risks: string[]][] = [
    ['10.0.0.7', []],
    ['10.0.0.0/24', ['several']],
    ['127.0.0.1', ['loopback']],
    ['127.8.8.8', ['loopback']],
    ['::1', ['loopback']],
    ['::ffff:127.0.0.1', ['loopback']],
    ['192.168.1.5', ['ownAddress']],
    ['203.0.113.9', ['sshSession']],
    ['203.0.113.0/24', ['several', 'sshSession']],
    ['0.0.0.0/0', ['several', 'loopback', 'ownAddress', 'sshSession']],
    ['::/0', ['several', 'loopback', 'ownAddress']],
  ]
  for (const [typed, risks] of cases) assert.deepEqual(risksOf(resolveTarget(typed, []), host), risks, typed)
})

test('the address of the SSH session is the first word of what sshd sets', () => {
  assert.equal(sshAddress({ SSH_CONNECTION: '203.0.113.9 51234 10.0.0.1 22' }), '203.0.113.9')
  assert.equal(sshAddress({ SSH_CLIENT: '2001:db8::9 51234 22' }), '2001:db8::9')
  assert.equal(sshAddress({}), null)
})
