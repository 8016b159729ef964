import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { pingScreen, verdictOf } from '../../src/cli/ping/ping-screen.ts'
import type { Ping, PingedHop } from '../../src/client/ping.ts'
import { useLocale } from '../../src/messages/both.ts'

useLocale('en')

const hop = (host: string, given: Partial<PingedHop> = {}): PingedHop => ({
  host,
  port: 3000,
  tls: false,
  outcome: 'ok',
  step: null,
  marked: false,
  rules: 'v9',
  connectMs: 1.234,
  welcomeMs: 12.34,
  echoMs: 123.4,
  detail: '',
  echoes: [123.4],
  ...given,
})
const seen = (...hops: PingedHop[]): Ping => ({
  host: 'chat.example.org',
  port: 3000,
  tls: false,
  resolveMs: 5,
  lookUpError: null,
  hops,
})
const refused = hop('2001:db8::1', {
  ...{ outcome: 'refused', step: 'connect', detail: 'ECONNREFUSED', rules: null },
  ...{ connectMs: null, welcomeMs: null, echoMs: null, echoes: [] },
})
const plain = (ping: Ping) => stripVTControlCharacters(pingScreen(ping, verdictOf(ping)))

test('one address that fails beside one that works is no failure, and is named', () => {
  const ping = seen(hop('192.0.2.1'), refused)
  assert.equal(verdictOf(ping).isWell, true)
  assert.equal(
    plain(ping),
    [
      'chat.example.org:3000',
      '  look-up     5.00 ms, addresses: 2',
      '192.0.2.1:3000',
      '  connect     1.23 ms',
      '  welcome     12.3 ms, v9 rules',
      '  round trip  123 ms',
      '[2001:db8::1]:3000',
      '  connect     failed: ECONNREFUSED',
      'One can chat at 192.0.2.1:3000, but not at [2001:db8::1]:3000: nothing listens on [2001:db8::1]:3000 (ECONNREFUSED) [client/refused]',
      'What to do: start the server: chatctl serve; if it runs, it listens on another port or address: chatctl status',
    ].join('\n'),
  )
})

test('a slow server is no failure, but is said to be slow; a failure beside it comes first', () => {
  const slow = hop('192.0.2.1', { outcome: 'slow', echoMs: 2500, echoes: [2500] })
  assert.equal(verdictOf(seen(slow)).isWell, true)
  assert.match(plain(seen(slow)), /works, but slowly: the slowest step took 2500 ms \[client\/slow\]/)
  assert.equal(verdictOf(seen(slow, refused)).error?.id, 'client/refused')
  assert.equal(verdictOf(seen(refused)).isWell, false)
})
