import fc from 'fast-check'
import { parseRange } from '../../src/chat/address.ts'
import type { Query } from '../../src/logbook/query/query.ts'
import { LOG_EVENTS, type LogEventId } from '../../src/logging/events.ts'
import type { LogFields } from '../../src/logging/fields.ts'
import { LOG_LEVELS } from '../../src/logging/level.ts'
import { line } from './made-log.ts'

const BEGINNING = new Date(2026, 10, 23, 9, 30).getTime()

const ADDRESSES = ['10.0.1.1', '010.0.1.1', '10.0.1.10', '10.0.1.100', '192.168.1.1', '2001:db8::7', '::1']
const NAMES = ['Ann', '小明', 'a -> b >> c', '[连接] 9.9.9.9 已加入', 'x"y\\z', '\u202eevil', '10.0.1.1', '']
const TEXTS = [
  ...[
    'hello',
    'ERROR [ERROR] CRITICAL',
    '"level":"ERROR","event":"chat/left"',
    '","ip":"10.0.1.1"',
    'a >> b',
  ],
  ...['two\nlines', '心跳超时: 10.0.1.1 (Ann)', '10.0.1.100', 'x'.repeat(700)],
]

const fields: fc.Arbitrary<LogFields> = fc.record(
  {
    ip: fc.constantFrom(...ADDRESSES),
    user: fc.constantFrom(...NAMES),
    target: fc.constantFrom('所有人', ...NAMES),
    text: fc.constantFrom(...TEXTS),
    file: fc.constantFrom('a.txt', 'b >> c.pdf', '[文件] x'),
    bytes: fc.nat(),
    reason: fc.constantFrom('连接过于频繁，请稍后再试', ...TEXTS),
    error: fc.constantFrom('Expecting value: line 1 column 2', ...TEXTS),
    by: fc.constantFrom('root', 'console'),
    count: fc.nat(9),
    address: fc.constantFrom('10.0.1.0/24', ...ADDRESSES),
    host: fc.constantFrom('0.0.0.0', '::'),
    port: fc.nat(65535),
    path: fc.constant('/var/lib/chatserver/x'),
  },
  { requiredKeys: [] },
)

const event = fc.constantFrom(...(Object.keys(LOG_EVENTS) as LogEventId[]))
const stamp = fc.constantFrom('2026-01-01 00:00:00', '2031-05-05 05:05:05', '2026-11-23 09:31:00')

/** Parts of JSON lines as others might write them: what a look at bytes could take for something else. */
const oddEvents = [
  'chat/text',
  'chat/left',
  'door/full',
  'admin/banned',
  'x',
  'chat/te\\u0078t',
  '\u0001',
  'é'.repeat(30),
  '',
]
const oddTexts = [
  'Ann',
  '10.0.1.1',
  '10.0.1.100',
  '\\u0041nn',
  'A\\nn',
  'A\\qn',
  'A\tn',
  '\ud800',
  '10.0.1.1/24',
  '',
]
const oddLine = fc
  .record({
    event: fc.option(fc.constantFrom(...oddEvents)),
    ip: fc.option(fc.constantFrom(...oddTexts)),
    user: fc.option(fc.constantFrom(...oddTexts)),
    address: fc.option(fc.constantFrom(...ADDRESSES, '10.0.1.100/32', '10.0.1.\\u0031')),
    order: fc.constantFrom('eiua', 'ieua', 'euia', 'aeiu'),
    end: fc.constantFrom('"}\n', '","message":"m"}\n', '\n', '"}\r\n', '","message":"two\nlines"}\n', '"}'),
    level: fc.constantFrom(...LOG_LEVELS),
  })
  .map(({ order, end, level, ...parts }) => (ms: number) => {
    const named = {
      e: ['event', parts.event],
      i: ['ip', parts.ip],
      u: ['user', parts.user],
      a: ['address', parts.address],
    }
    const pairs = [...order].map((letter) => named[letter as keyof typeof named])
    const written = pairs.filter(([, value]) => value !== null).map(([key, value]) => `","${key}":"${value}`)
    const head = line('json', ms, 'chat/left').slice(0, '{"time":"2026-11-23T10:00:00.123+08:00'.length)
    return `${head}","level":"${level}${written.join('')}${end}`
  })

/** A line that is a record but for one byte of its head. */
const almost = fc
  .tuple(
    fc.constantFrom('json' as const, 'text' as const),
    fc.noBias(fc.nat(60)),
    fc.constantFrom('0', '9', 'x', '"', ' ', ':', ']'),
  )
  .map(([format, at, other]) => (ms: number) => {
    const whole = line(format, ms, 'chat/left', { ip: '10.0.1.1' })
    return whole.slice(0, at) + other + whole.slice(at + 1)
  })

/** Lines of a log as makers of its pieces see the time: the pieces decide how far it goes on. */
const piece: fc.Arbitrary<(ms: number) => string> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.tuple(event, fields).map(
      ([id, f]) =>
        (ms: number) =>
          line('json', ms, id, f),
    ),
  },
  {
    weight: 10,
    arbitrary: fc.tuple(event, fields).map(
      ([id, f]) =>
        (ms: number) =>
          line('text', ms, id, f),
    ),
  },
  { weight: 6, arbitrary: oddLine },
  { weight: 3, arbitrary: almost },
  // what the original servers do to a text with line breaks
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...NAMES),
        fc.array(fc.tuple(stamp, fc.constantFrom(...LOG_LEVELS)), { maxLength: 3 }),
      )
      .map(([name, forged]) => (ms: number) => {
        const lies = forged.map(([time, level]) => `\n${time} [${level}] [退出] 6.6.6.6 已离开`).join('')
        return `${line('text', ms, 'chat/left', { ip: '1.1.1.1' }).slice(0, 20)}[INFO] ${name} >> look:${lies}\n`
      }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', '\n', 'Traceback:\n  File "x"\nValueError: y\n').map((s) => () => s),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('{"time":"', '{}\n', '2026-11-23 09:', '[ERROR]\n').map((s) => () => s),
  },
  {
    weight: 1,
    arbitrary: fc.uint8Array({ maxLength: 40 }).map((b) => () => Buffer.from(b).toString('latin1')),
  },
  // a line so long that a chunk may begin inside it, where it looks like a record
  {
    weight: 1,
    arbitrary: fc.nat(60).map((n) => (ms: number) => {
      const record = line('text', ms, 'chat/left', { ip: '10.0.1.1' }).trim()
      return `${`${record}/`.repeat(n)}\n`
    }),
  },
)

const step = fc.oneof(
  { weight: 20, arbitrary: fc.nat(3000) },
  { weight: 1, arbitrary: fc.constantFrom(-7_200_000, -61_000, 61_000, 86_400_000) },
)

/** A log in which both formats, forgeries, tracebacks, junk and a clock that jumps are mixed. */
export const randomLog: fc.Arbitrary<Buffer> = fc
  .array(fc.tuple(step, piece), { minLength: 1, maxLength: 60, size: 'max' })
  .map((pieces) => {
    let ms = BEGINNING
    return Buffer.from(
      pieces
        .map(([by, make]) => {
          ms += by
          return make(ms)
        })
        .join(''),
    )
  })

/** Something to ask of it. */
export const randomQuery: fc.Arbitrary<Query> = fc.record(
  {
    level: fc.constantFrom(...LOG_LEVELS),
    addresses: fc
      .subarray(['10.0.1.1', '10.0.1.100', '10.0.1.0/24', '2001:db8::/32', '::1', '0.0.0.0/0'], {
        minLength: 1,
      })
      .map((texts) => texts.map((text) => parseRange(text)).filter((range) => range !== undefined)),
    users: fc.subarray(NAMES, { minLength: 1 }),
    events: fc.subarray(Object.keys(LOG_EVENTS), { minLength: 1, maxLength: 3 }),
    pattern: fc.constantFrom(/ERROR/, /10\.0\.1\.1\b/, /^\[/, /小明/i),
    since: fc.integer({ min: -60_000, max: 120_000 }).map((by) => BEGINNING + by),
    until: fc.integer({ min: -60_000, max: 120_000 }).map((by) => BEGINNING + by),
  },
  { requiredKeys: [] },
)
