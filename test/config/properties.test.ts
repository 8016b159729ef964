import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { diagnose } from '../../src/config/diagnose.ts'
import { parseStrictly } from '../../src/config/syntax.ts'
import { SAMPLE } from './sample.ts'

/** Pieces that a broken configuration is made of, so that random texts get past the first character. */
const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'{}[]:,"\'\\/* \n\r\t-+.0127eEt') },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...['"server"', '"port"', '"admin"', '"password"', '"a":', 'true', 'null', 'nul', '//', '/*', '*/'],
      ...['\\u00', '1e5', '-0', '"__proto__"', '\ufeff', '\u2028', '\u00a0', '\ud83d', '"日志"', '0x1F'],
    ),
  },
  fc.string({ unit: 'binary', maxLength: 4 }),
)
const pieces = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(''))
/** The sample with a few cuts and insertions. */
const mutant = fc
  .array(fc.tuple(fc.nat(SAMPLE.length), fc.nat(6), pieces), { minLength: 1, maxLength: 3 })
  .map((changes) =>
    changes.reduce(
      (text, [at, cut, put]) => text.slice(0, at) + put.slice(0, 8) + text.slice(at + cut),
      SAMPLE,
    ),
  )
const anyText = fc.oneof(pieces, mutant, fc.string({ unit: 'binary', maxLength: 60 }))

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

test('any text gets a judgement whose places lie inside it', () => {
  fc.assert(
    fc.property(anyText, (source) => {
      const { text, diagnostics, config } = diagnose(source)
      const lines = text.split(/\r\n|\r|\n/)
      for (const { line, column, offset, severity, frame } of diagnostics) {
        assert.ok(offset >= 0 && offset <= text.length)
        assert.ok(line >= 1 && line <= lines.length)
        const width = [...(lines[line - 1] ?? '')].length
        assert.ok(column >= 1 && column <= width + 2, `${column} of ${width}`)
        assert.ok(frame.length <= 3 && frame.filter(({ mark }) => mark !== undefined).length === 1)
        if (severity === 'error') assert.equal(config, undefined)
      }
      if (config === undefined) assert.ok(diagnostics.some(({ severity }) => severity === 'error'))
    }),
    { numRuns: 500 },
  )
})

test('any bytes get a judgement', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const { diagnostics, text } = diagnose(bytes)
      for (const { offset } of diagnostics) assert.ok(offset >= 0 && offset <= text.length)
      const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
      let valid = true
      try {
        strict.decode(bytes)
      } catch {
        valid = false
      }
      assert.equal(
        diagnostics.some(({ id }) => id === 'config/encoding'),
        !valid,
      )
    }),
    { numRuns: 500 },
  )
})

test('a text has syntax problems exactly when JSON.parse refuses it', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      assert.equal(parseStrictly(text).problems.length === 0, isJson(text), JSON.stringify(text))
    }),
    { numRuns: 1000 },
  )
})

test('every JSON value without mistakes is judged without a syntax error', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5, noUnicodeString: false } as object), (text) => {
      assert.equal(
        diagnose(text).diagnostics.some(({ id }) => id === 'config/syntax'),
        false,
      )
    }),
    { numRuns: 500 },
  )
})

test('a password survives no mutation of the file around it', () => {
  const secret = 'Zq7Zq7Zq7'
  const sample = SAMPLE.replace('let-me-in', secret)
  const start = sample.indexOf(secret)
  const change = fc.tuple(fc.nat(sample.length), fc.nat(12), pieces)
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 2 }), (changes) => {
      const text = changes.reduce((now, [at, cut, put]) => {
        const from = at > start - '"password": "'.length && at < start + secret.length ? 0 : at
        const gap = from < start ? Math.min(cut, Math.max(0, start - '"password": "'.length - from)) : cut
        return now.slice(0, from) + put.slice(0, 6) + now.slice(from + gap)
      }, sample)
      fc.pre(/"password": "Zq7Zq7Zq7/.test(text))
      assert.equal(JSON.stringify(diagnose(text).diagnostics).includes(secret), false, text)
    }),
    { numRuns: 500 },
  )
})
