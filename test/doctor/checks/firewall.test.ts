import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PortFate } from '../../../src/facts/shapes/firewall.ts'
import { judge, severities } from './judge.ts'

const fate = (given: Partial<PortFate>): PortFate => ({
  tool: 'nftables',
  port: 3000,
  verdict: 'closed',
  rule: 'tcp dport 3000 drop',
  at: 'inet filter input',
  hasRules: true,
  ...given,
})
const judged = (...ports: PortFate[]) => judge('network/firewall-closed', { firewall: { ports, denied: [] } })

test('the firewall that people use is asked to open what it closed, in its own words', () => {
  const low = fate({})
  for (const [front, command] of [
    [fate({ tool: 'ufw', rule: 'Default: deny (incoming)', hasRules: false }), 'ufw allow 3000/tcp'],
    [fate({ tool: 'ufw', rule: '3000/tcp  DENY IN  Anywhere' }), 'ufw allow 3000/tcp'],
    [fate({ tool: 'ufw', rule: '3000:3010/tcp  DENY IN  Anywhere' }), 'ufw insert 1 allow 3000/tcp'],
    [fate({ tool: 'firewalld', at: 'public' }), 'firewall-cmd --zone=public --add-port=3000/tcp'],
    [fate({ tool: 'iptables' }), 'iptables -I INPUT -p tcp --dport 3000 -j ACCEPT'],
    [
      fate({ tool: 'netsh' }),
      'netsh advfirewall firewall add rule name="chatserver" dir=in action=allow protocol=TCP localport=3000',
    ],
    [fate({ tool: 'pf' }), "echo 'pass in proto tcp from any to any port 3000' | tee -a /etc/pf.conf"],
  ] as const) {
    const result = judged(low, front)
    assert.deepEqual(severities(result), ['error'])
    assert.equal(result.findings[0]?.fix?.commands[0], command)
  }
  assert.equal(
    judged(low).findings[0]?.fix?.commands[0],
    'nft insert rule inet filter input tcp dport 3000 accept',
  )
})

test('open for some is worth a hint, what cannot be told is unknown, and a clear word of a front ends the doubt', () => {
  assert.deepEqual(severities(judged(fate({ verdict: 'some' }))), ['hint'])
  assert.equal(judged(fate({ verdict: 'unknown' })).outcome, 'unknown')
  assert.equal(judged(fate({ verdict: 'unknown' }), fate({ tool: 'ufw', verdict: 'open' })).outcome, 'pass')
  assert.equal(judged().outcome, 'pass')
})

test('rules that may not be read are unknown, unless another firewall says for certain that it is closed', () => {
  const denied = ['iptables', 'nftables'] as const
  assert.equal(judge('network/firewall-closed', { firewall: { ports: [], denied } }).outcome, 'unknown')
  const closed = [fate({ tool: 'firewalld', at: 'public' })]
  assert.equal(judge('network/firewall-closed', { firewall: { ports: closed, denied } }).outcome, 'fail')
})

test('a server that listens for this machine alone has nothing to ask of a firewall', () => {
  const listen = [
    { use: 'chat', host: '127.0.0.1', port: 3000, addresses: ['127.0.0.1'], error: null },
  ] as const
  const result = judge('network/firewall-closed', {
    network: { listen },
    firewall: { ports: [fate({})], denied: [] },
  })
  assert.equal(result.outcome, 'skipped')
})
