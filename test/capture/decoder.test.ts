import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Decoder } from '../../src/capture/decoder.ts'
import type { CaptureEvent } from '../../src/capture/events.ts'
import { PcapReader } from '../../src/capture/pcap.ts'
import { frame, header } from '../helpers/framing.ts'
import { LINKS, MadeConnection, type MadeSegment, pcapBytes, recordsOf } from './wire.ts'

const PORTS = new Set([3000])
const packet = (fields: object) => frame(JSON.stringify(fields))

function decode(segments: readonly MadeSegment[], linkType = 101, ip?: string) {
  const decoder = new Decoder({ ports: PORTS, ip })
  const records = new PcapReader().push(pcapBytes(recordsOf(segments, linkType), { linkType }))
  assert.ok(typeof records !== 'string')
  const events = [...records.flatMap((record) => decoder.take(record)), ...decoder.finish()]
  return { events, counts: decoder.counts }
}

/** An event in a word: who, what, and of packets their type. */
const brief = (event: CaptureEvent) =>
  `${event.connection} ${'by' in event ? `${event.by} ` : ''}${event.kind}${event.kind === 'packet' ? ` ${event.packet.type}` : ''}`

test('a session over every link type, and over both versions of IP', () => {
  for (const linkType of Object.keys(LINKS).map(Number))
    for (const ends of [{}, { client: '2001:db8::5', server: '2001:db8::1' }]) {
      if (linkType === 228 && 'client' in ends) continue
      const made = new MadeConnection(ends)
      const { events, counts } = decode(
        [
          ...made.handshake(),
          made.say('server', packet({ type: 'text', from: '系统', msg: '欢迎' })),
          made.say('client', Buffer.concat([packet({ type: 'hello' }), packet({ type: 'heartbeat' })])),
          ...made.goodbye(),
        ],
        linkType,
      )
      assert.deepEqual(events.map(brief), [
        '1 opened',
        '1 server packet text',
        '1 client packet hello',
        '1 client packet heartbeat',
        '1 client closed',
        '1 server closed',
      ])
      assert.deepEqual(counts.packets, { client: { hello: 1, heartbeat: 1 }, server: { text: 1 } })
      assert.deepEqual([counts.repeated, counts.early, counts.gapBytes], [0, 0, 0])
    }
})

test('a packet in many segments, out of order and repeated, is one packet', () => {
  const made = new MadeConnection({ seq: 0xffff_ffe0 })
  const whole = packet({ type: 'text', msg: 'x'.repeat(100) })
  const [a, b, c] = [whole.subarray(0, 3), whole.subarray(3, 50), whole.subarray(50)].map((part) =>
    made.say('client', part),
  ) as [MadeSegment, MadeSegment, MadeSegment]
  const start = new MadeConnection({ seq: 0xffff_ffdf }).segment('client', ['syn'])
  const { events, counts } = decode([start, c, a, c, b, a])
  assert.deepEqual(events.map(brief), ['1 opened', '1 client packet text'])
  assert.deepEqual([counts.early, counts.repeated, counts.gapBytes], [2, 2, 0])
})

test('a segment that the recording missed is a gap, and the conversation goes on behind it', () => {
  const made = new MadeConnection()
  const kept = packet({ type: 'heartbeat' })
  const segments = [...made.handshake(), made.say('client', kept)]
  made.say('client', packet({ type: 'text', msg: 'lost' }))
  segments.push(made.say('client', kept), made.segment('server', ['ack']), made.say('client', kept))
  const { events, counts } = decode(segments)
  assert.deepEqual(events.map(brief), [
    '1 opened',
    '1 client packet heartbeat',
    '1 client gap',
    '1 client packet heartbeat',
    '1 client packet heartbeat',
  ])
  assert.equal(counts.gapBytes, packet({ type: 'text', msg: 'lost' }).length)
})

test('a connection from before the recording is joined at its next frame', () => {
  const made = new MadeConnection()
  const whole = packet({ type: 'text', msg: 'a long text that began before' })
  const { events } = decode([
    made.say('client', whole.subarray(20)),
    made.say('client', packet({ type: 'heartbeat' })),
  ])
  assert.deepEqual(events.map(brief), ['1 joined', '1 client skipped', '1 client packet heartbeat'])
})

test('broken frames, resets, and ends from either side are told with who did it', () => {
  const made = new MadeConnection()
  const { events } = decode([
    ...made.handshake(),
    made.say('client', frame('{"type": ')),
    made.say('client', frame(Buffer.from([0x7b, 0xff, 0x7d]))),
    made.say('client', frame('[1]')),
    made.say('client', header(0)),
    made.segment('server', ['rst', 'ack']),
  ])
  assert.deepEqual(events.map(brief), [
    '1 opened',
    ...['1 client bad-packet', '1 client bad-packet', '1 client bad-packet'],
    ...['1 client bad-length', '1 client skipped', '1 server reset'],
  ])
  assert.deepEqual(
    events.flatMap((event) => (event.kind === 'bad-packet' ? [event.why] : [])),
    ['json', 'utf8', 'shape'],
  )
})

test('the same ports used again are another connection, and late segments of the old one open none', () => {
  const first = new MadeConnection()
  const second = new MadeConnection({ seq: 777_777 })
  const { events } = decode([
    ...first.handshake(),
    ...first.goodbye(),
    first.segment('server', ['ack']),
    ...second.handshake(),
    second.say('client', packet({ type: 'heartbeat' })),
  ])
  assert.deepEqual(events.map(brief), [
    ...['1 opened', '1 client closed', '1 server closed'],
    ...['2 opened', '2 client packet heartbeat'],
  ])
})

test('one client alone can be looked at, and traffic on other ports is named', () => {
  const ann = new MadeConnection({ client: '10.0.0.5' })
  const bob = new MadeConnection({ client: '10.0.0.6' })
  const web = new MadeConnection({ serverPort: 8080 })
  const { events, counts } = decode(
    [...ann.handshake(), ...bob.handshake(), ...web.handshake()],
    101,
    '10.0.0.6',
  )
  assert.deepEqual(
    events.map(({ client }) => client.address),
    ['10.0.0.6'],
  )
  assert.deepEqual([counts.segments, counts.otherPorts], [3, [8080]])
})

test('an encrypted connection is called so, once', () => {
  const made = new MadeConnection()
  const { events } = decode([
    ...made.handshake(),
    made.say('client', Buffer.from('16030102000100', 'hex')),
    made.say('server', Buffer.from('160303007a020000', 'hex')),
    made.say('client', packet({ type: 'heartbeat' })),
  ])
  assert.deepEqual(events.map(brief), ['1 opened', '1 client encrypted', '1 server encrypted'])
})
