import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ipPacketOf } from '../../src/capture/link-layer.ts'
import { type TcpSegment, tcpSegmentOf } from '../../src/capture/tcp-segment.ts'
import { ipv4Bytes, ipv6Bytes, LINKS, type MadeSegment } from './wire.ts'

const MADE: MadeSegment = {
  from: '192.0.2.7',
  fromPort: 50_000,
  to: '198.51.100.1',
  toPort: 3000,
  seq: 4_294_967_295,
  ack: 77,
  flags: ['ack', 'fin'],
  data: 'hello',
}
const MADE6 = { ...MADE, from: '2001:db8::7', to: '2001:db8::1' }

function segmentOf(packet: Buffer): TcpSegment {
  const segment = tcpSegmentOf(packet)
  assert.ok(typeof segment === 'object')
  return segment
}

const facts = ({ from, to, seq, ack, flags, payload, length }: TcpSegment) => [
  `${from.address} ${from.port}`,
  `${to.address} ${to.port}`,
  seq,
  ack,
  Object.entries(flags)
    .filter(([, isSet]) => isSet)
    .map(([name]) => name)
    .sort(),
  String(payload),
  length,
]

test('the IP packet is found behind the header of every link type, with tags of virtual networks too', () => {
  for (const ip of [ipv4Bytes(MADE), ipv6Bytes(MADE6)]) {
    for (const [number, link] of Object.entries(LINKS))
      assert.deepEqual(ipPacketOf(link(ip), Number(number)), ip, `link type ${number}`)
    const type = ip.length > 60 && (ip[0] ?? 0) >> 4 === 6 ? '86dd' : '0800'
    const tagged = Buffer.concat([
      Buffer.alloc(12),
      Buffer.from(`88a80005810000 07${type}`.replace(' ', ''), 'hex'),
      ip,
    ])
    assert.deepEqual(ipPacketOf(tagged, 1), ip)
  }
})

test('what is no IP is no packet, and an unknown link type is told', () => {
  assert.equal(
    ipPacketOf(Buffer.concat([Buffer.alloc(12), Buffer.from('0806', 'hex'), Buffer.alloc(28)]), 1),
    undefined,
  )
  assert.equal(ipPacketOf(Buffer.alloc(3), 1), undefined)
  assert.equal(ipPacketOf(Buffer.alloc(60), 9999), null)
})

test('addresses, ports, numbers, flags and data are read from IPv4 and IPv6, behind options and extension headers', () => {
  const expected = (from: string, to: string) => [
    `${from} 50000`,
    `${to} 3000`,
    4_294_967_295,
    77,
    ['ack', 'fin'],
    'hello',
    5,
  ]
  assert.deepEqual(facts(segmentOf(ipv4Bytes(MADE))), expected(MADE.from, MADE.to))
  assert.deepEqual(facts(segmentOf(ipv4Bytes(MADE, 8))), expected(MADE.from, MADE.to))
  assert.deepEqual(facts(segmentOf(ipv6Bytes(MADE6))), expected(MADE6.from, MADE6.to))
  assert.deepEqual(facts(segmentOf(ipv6Bytes(MADE6, [0, 60, 43]))), expected(MADE6.from, MADE6.to))
})

test('padding behind a short packet is no data, and what the recording cut off is counted', () => {
  const padded = Buffer.concat([ipv4Bytes(MADE), Buffer.alloc(20, 0xee)])
  assert.equal(String(segmentOf(padded).payload), 'hello')
  const cut = segmentOf(ipv4Bytes(MADE).subarray(0, -3))
  assert.deepEqual([String(cut.payload), cut.length], ['he', 5])
})

test('fragments, other protocols and headers that are cut off are no segments', () => {
  const fragment = ipv4Bytes(MADE)
  fragment.writeUInt16BE(0x2000, 6)
  assert.equal(tcpSegmentOf(fragment), 'fragment')
  assert.equal(tcpSegmentOf(ipv6Bytes(MADE6, [44])), 'fragment')
  const udp = ipv4Bytes(MADE)
  udp[9] = 17
  assert.equal(tcpSegmentOf(udp), undefined)
  const whole = ipv6Bytes(MADE6, [0])
  for (let length = 0; length < whole.length - 5; length++)
    assert.equal(tcpSegmentOf(whole.subarray(0, length)), undefined, String(length))
})
