import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { AddressList } from '../../src/chat/address-list.ts'

// Few different bytes, so that rules and addresses meet often.
const byte = fc.constantFrom(0, 1, 10, 127, 128, 255)
const word = fc.constantFrom(0, 1, 0x0a00, 0x8000, 0xffff)
const v4 = fc.array(byte, { minLength: 4, maxLength: 4 })
const v6 = fc.array(word, { minLength: 8, maxLength: 8 }).map(([, ...rest]) => [0x2001, ...rest])

/** A host as the naive matcher sees it: its bits, and one of the ways to write it. */
const host4 = fc
  .record({ bytes: v4, style: fc.constantFrom('plain', 'mapped', 'hex') })
  .map(({ bytes, style }) => {
    const [a = 0, b = 0, c = 0, d = 0] = bytes
    const dotted = bytes.join('.')
    const hex = `::ffff:${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
    const mapped = style !== 'plain'
    return {
      family: 4,
      mapped,
      bits: bitsOf(bytes, 8),
      text: { plain: dotted, mapped: `::ffff:${dotted}`, hex }[style] as string,
    }
  })
const host6 = fc.record({ words: v6, zone: fc.boolean() }).map(({ words, zone }) => ({
  family: 6,
  mapped: false,
  bits: bitsOf(words, 16),
  text: words.map((part) => part.toString(16)).join(':') + (zone ? '%eth0' : ''),
}))
const host = fc.oneof(host4, host6)
const rule = fc
  .record({
    host,
    cut: fc.option(fc.integer({ min: 0, max: 32 })),
    until: fc.option(fc.integer({ min: 1, max: 100 })),
  })
  .map(({ host, cut, until }) => {
    const size = host.family === 4 ? 32 : 128
    const prefix = cut === null ? size : Math.min(cut * (size / 32), size)
    const written = prefix + (host.mapped ? 96 : 0)
    return {
      ...host,
      prefix,
      until: until ?? Number.POSITIVE_INFINITY,
      text: cut === null ? host.text : `${host.text}/${written}`,
    }
  })

function bitsOf(parts: readonly number[], width: number): string {
  return parts.map((part) => part.toString(2).padStart(width, '0')).join('')
}

test('the list agrees with a matcher that compares bits, whatever is added, removed and over', () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constant('add' as const), rule }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), which: fc.nat(30) }) },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('ask' as const), host, now: fc.integer({ min: 0, max: 100 }) }),
    },
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const list = new AddressList<string>()
      const naive = new Map<string, { family: number; bits: string; prefix: number; until: number }>()
      // Remembered answers are for a time that only goes on.
      let now = 0
      for (const each of steps) {
        if (each.do === 'add') {
          list.set(each.rule.text, each.rule.text, each.rule.until)
          naive.set(each.rule.text, each.rule)
        } else if (each.do === 'remove') {
          const text = [...naive.keys()][each.which]
          assert.equal(list.delete(text ?? 'nobody'), text !== undefined)
          if (text) naive.delete(text)
        } else {
          now = Math.max(now, each.now)
          const covering = [...naive].filter(
            ([, rule]) =>
              rule.family === each.host.family &&
              rule.until > now &&
              each.host.bits.startsWith(rule.bits.slice(0, rule.prefix)),
          )
          const found = list.match(each.host.text, now)
          const narrowest = Math.max(...covering.map(([, rule]) => rule.prefix))
          const right = covering.filter(([, rule]) => rule.prefix === narrowest).map(([text]) => text)
          if (right.length === 0) assert.equal(found, undefined)
          else assert.ok(found !== undefined && right.includes(found), `${found} instead of ${right}`)
        }
        assert.equal(list.size, naive.size)
      }
    }),
    { numRuns: 1500 },
  )
})

test('a rule ends at its time, and a wider one takes over', () => {
  const list = new AddressList<string>()
  list.set('10.0.0.7', 'narrow', 1000)
  list.set('10.0.0.0/8', 'wide', 2000)
  assert.equal(list.match('10.0.0.7', 999), 'narrow')
  assert.equal(list.match('10.0.0.7', 1000), 'wide')
  assert.equal(list.match('10.0.0.7', 2000), undefined)
})

test('a remembered answer is forgotten when a rule changes', () => {
  const list = new AddressList<string>()
  list.set('192.168.0.0/16', 'a')
  assert.equal(list.match('10.0.0.7', 0), undefined)
  list.set('10.0.0.7', 'b')
  assert.equal(list.match('10.0.0.7', 0), 'b')
  list.set('10.0.0.7', 'c')
  assert.equal(list.match('10.0.0.7', 0), 'c')
  list.delete('10.0.0.7')
  assert.equal(list.match('10.0.0.7', 0), undefined)
})

test('an entry that is no address matches the identical string only', () => {
  const list = new AddressList<string>()
  for (const text of ['localhost', '010.1.1.1', '192.168.1.*', '__proto__']) list.set(text, text)
  assert.equal(list.match('192.168.1.*', 0), '192.168.1.*')
  assert.equal(list.match('__proto__', 0), '__proto__')
  for (const address of ['10.1.1.1', '8.1.1.1', '192.168.1.9', 'constructor']) {
    assert.equal(list.match(address, 0), undefined, address)
  }
})

test('the spellings of one range are found together', () => {
  const list = new AddressList<string>()
  for (const text of ['10.0.0.7', '::ffff:a00:7', '10.0.0.7/32', '10.0.0.0/8', ' 10.0.0.7'])
    list.set(text, text)
  assert.deepEqual(list.spellings('::ffff:10.0.0.7'), [
    '10.0.0.7',
    '::ffff:a00:7',
    '10.0.0.7/32',
    ' 10.0.0.7',
  ])
  assert.deepEqual(list.spellings('10.9.9.9/8'), ['10.0.0.0/8'])
  assert.deepEqual(list.spellings('10.0.0.8'), [])
})
