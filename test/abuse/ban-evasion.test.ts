import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { canonicalAddress } from '../../src/chat/address.ts'
import { AddressList } from '../../src/chat/address-list.ts'
import { Daemon } from '../helpers/daemon.ts'
import { GREETING } from '../helpers/packets.ts'
import { LOOPBACK_NET } from './status.ts'

const BANNED = '🚫 你的IP已被服务器封禁'

/** A client's address as the kernel may show it, and a ban that has to meet it however both are written. */
const SAME_CLIENT = [
  ['10.0.0.7', '::ffff:10.0.0.7'],
  ['10.0.0.7', '::ffff:a00:7'],
  ['::ffff:10.0.0.7', '10.0.0.7'],
  ['::FFFF:0a00:0007', '10.0.0.0/24'],
  ['::ffff:10.0.0.7', '::ffff:10.0.0.0/104'],
  ['64:ff9b::10.0.0.7', '10.0.0.7'],
  ['64:ff9b::a00:7', '10.0.0.0/8'],
  ['64:ff9b::a00:7', '64:ff9b::/96'],
  ['2001:db8::a', '2001:DB8:0:0:0:0:0:A'],
  ['2001:db8::a', '2001:0db8::000a'],
  ['fe80::1%eth0', 'fe80::1'],
  ['fe80::1%eth0', 'fe80::1%eth1'],
  ['2001:db8:1:2:aaaa::1', '2001:db8:1:2::/64'],
  ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2:3:4:5:6/64'],
] as const

const OTHER_CLIENT = [
  ['10.0.0.8', '64:ff9b::a00:7'],
  ['10.0.0.7', '64:ff9b::/96'],
  ['64:ff9b::a00:8', '10.0.0.7'],
  ['64:ff9b:1::a00:7', '10.0.0.7'],
  // A neighbour in the same /64 is another address: the range has to be banned.
  ['2001:db8:1:2::6', '2001:db8:1:2::5'],
  ['2001:db8:1:3::1', '2001:db8:1:2::/64'],
  ['::a00:7', '10.0.0.7'],
  ['10.0.0.7', '::/0'],
] as const

test('a ban meets its client in every form of the address', () => {
  for (const [client, ban] of SAME_CLIENT) {
    const list = new AddressList<string>()
    list.set(ban, 'banned')
    assert.equal(list.match(canonicalAddress(client), 0), 'banned', `${client} by ${ban}`)
    assert.equal(list.match(client, 0), 'banned', `${client} as it came by ${ban}`)
  }
})

test('and nobody else', () => {
  for (const [client, ban] of OTHER_CLIENT) {
    const list = new AddressList<string>()
    list.set(ban, 'banned')
    assert.equal(list.match(canonicalAddress(client), 0), undefined, `${client} by ${ban}`)
  }
})

describe('a server on both families', { skip: LOOPBACK_NET }, () => {
  test('bans an IPv4 client by any IPv6 form of his address, from the file and from the command', async () => {
    await using daemon = await Daemon.start({
      config: { server: { host: '::' } },
      files: { 'banned_ips.json': '["::FFFF:7f5b:0001", "::ffff:127.92.0.0/112"]' },
    })
    const told = async (from: string) => {
      const client = await daemon.connect({ from })
      return (await client.next()).msg
    }
    assert.equal(await told('127.91.0.1'), BANNED)
    assert.equal(await told('127.92.200.7'), BANNED)
    assert.equal(await told('127.91.0.2'), GREETING)
    await daemon.operate('ban', '::ffff:127.93.0.1')
    assert.equal(await told('127.93.0.1'), BANNED)
    await daemon.operate('unban', '127.93.0.1')
    assert.equal(await told('127.93.0.1'), GREETING)
  })

  test('puts a connected client out who is banned in another spelling', async () => {
    await using daemon = await Daemon.start({ config: { server: { host: '::' } } })
    const client = await daemon.join('six', { host: '::1' })
    await daemon.operate('ban', '0:0:0:0:0:0:0:1')
    const last = (await client.closed()).at(-1)
    assert.equal(last?.msg, '你已被永久封禁！')
    const again = await daemon.connect({ host: '::1' })
    assert.equal((await again.next()).msg, BANNED)
  })
})
