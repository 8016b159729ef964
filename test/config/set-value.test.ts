import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { removeKey, setValue } from '../../src/config/set-value.ts'
import { SAMPLE, sampleWith } from './sample.ts'

test('a value is replaced and nothing else is touched', () => {
  assert.equal(setValue(SAMPLE, ['server', 'port'], 3001), sampleWith('3000', '3001'))
  const windows = SAMPLE.replaceAll('\n', '\r\n')
  assert.equal(setValue(windows, ['logging', 'level'], 'WARNING'), windows.replace('"INFO"', '"WARNING"'))
})

test('of a key that stands twice, the one that counts is set', () => {
  assert.equal(setValue('{"a": {"b": 1, "b": 2}}', ['a', 'b'], 3), '{"a": {"b": 1, "b": 3}}')
  assert.equal(
    setValue('{"a": {"b": 1}, "a": {"c": 2}}', ['a', 'b'], 3),
    '{"a": {"b": 1}, "a": {"c": 2, "b": 3}}',
  )
})

test('a missing key comes behind the last one, in the manner of the section', () => {
  assert.equal(
    setValue(SAMPLE, ['server', 'compatibility'], 'v6'),
    sampleWith('"max_connections": 40\n', '"max_connections": 40,\n    "compatibility": "v6"\n'),
  )
  assert.equal(
    setValue(SAMPLE, ['data', 'directory'], 'data'),
    sampleWith('"lists/muted_ips.json" }', '"lists/muted_ips.json", "directory": "data" }'),
  )
})

test('a missing section is made', () => {
  assert.equal(
    setValue('{\r\n\t"server": {}\r\n}', ['logging', 'level'], 'INFO'),
    '{\r\n\t"server": {},\r\n\t"logging": {\r\n\t\t"level": "INFO"\r\n\t}\r\n}',
  )
  assert.equal(setValue('{}', ['server', 'port'], 1), '{\n  "server": {\n    "port": 1\n  }\n}')
  assert.equal(setValue('{"server": {}}', ['server', 'port'], 1), '{"server": { "port": 1 }}')
})

test('a list is written on one line unless the one before it was not', () => {
  assert.equal(setValue('{"a": ["x"]}', ['a'], ['x', 'y']), '{"a": ["x", "y"]}')
  assert.equal(
    setValue('{\n  "a": [\n    "x"\n  ]\n}', ['a'], ['y', 'z']),
    '{\n  "a": [\n    "y",\n    "z"\n  ]\n}',
  )
})

test('what is no JSON object, or has something else in the place of a section, is not touched', () => {
  for (const text of ['', '[]', '{"a": 1,}', '{"a": 1}x', '['.repeat(100_000)]) {
    assert.equal(setValue(text, ['a'], 2), null)
    assert.equal(removeKey(text, ['a']), null)
  }
  assert.equal(setValue('{"server": 5}', ['server', 'port'], 3000), null)
})

test('a removed key takes its line along', () => {
  assert.equal(removeKey(SAMPLE, ['admin', 'password']), sampleWith('"password": "let-me-in",\n    ', ''))
  assert.equal(
    removeKey(SAMPLE, ['server', 'max_connections']),
    sampleWith(',\n    "max_connections": 40', ''),
  )
  assert.equal(removeKey('{"a": {"b": 1}}', ['a', 'b']), '{"a": {}}')
  assert.equal(removeKey(SAMPLE, ['server', 'nothing']), SAMPLE)
})

test('no copy of a doubled key stays behind', () => {
  assert.equal(
    removeKey('{"a": {"x": 1, "y": 2, "x": 3}, "a": {"x": 4, "x": 5}, "b": {"x": 6}}', ['a', 'x']),
    '{"a": {"y": 2}, "a": {}, "b": {"x": 6}}',
  )
  assert.equal(removeKey('{"x": 1, "x": 2, "y": 3, "x": 4, "x": 5}', ['x']), '{"y": 3}')
})

const REMARKS = `// the room
{
  "server": {
    "port": 3000, // for the clients
    /* more */
    "max_connections": 50 // many
  },
  "admin": { "password": "x" /* old */, "password_enabled": true },
}
`

test('asked to, comments and commas after the last entry are kept, and stay where they belong', () => {
  const changed = (part: string, replacement: string) => {
    assert.ok(REMARKS.includes(part))
    return REMARKS.replace(part, replacement)
  }
  assert.equal(setValue(REMARKS, ['server', 'port'], 3001), null)
  assert.equal(setValue(REMARKS, ['server', 'port'], 3001, 'lenient'), changed('3000', '3001'))
  assert.equal(
    setValue(REMARKS, ['server', 'compatibility'], 'v6', 'lenient'),
    changed('50 // many\n', '50, // many\n    "compatibility": "v6"\n'),
  )
  assert.equal(
    setValue(REMARKS.replace('50 // many', '50, // many'), ['server', 'compatibility'], 'v6', 'lenient'),
    changed('50 // many\n', '50, // many\n    "compatibility": "v6"\n'),
  )
  assert.equal(
    setValue(REMARKS, ['logging', 'level'], 'INFO', 'lenient'),
    changed('true },\n', 'true },\n  "logging": {\n    "level": "INFO"\n  },\n'),
  )
  assert.equal(
    removeKey(REMARKS, ['server', 'max_connections'], 'lenient'),
    changed('3000,', '3000').replace('"max_connections": 50', ''),
  )
  assert.equal(
    removeKey(REMARKS, ['admin', 'password'], 'lenient'),
    changed('"password": "x" /* old */,', ' /* old */'),
  )
  assert.equal(setValue('{"a": 1 "b": 2}', ['a'], 2, 'lenient'), null)
})

const name = fc.constantFrom('a', 'b', 'c', '__proto__', '键')
const config = fc.dictionary(
  name,
  fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.dictionary(name, fc.jsonValue())),
)

test('whatever the file, reading it back gives the value that was set, and the others as they were', () => {
  fc.assert(
    fc.property(
      config,
      fc.constantFrom(undefined, 1, 2, '\t'),
      name,
      name,
      fc.jsonValue(),
      (before, indent, section, key, value) => {
        const text = setValue(JSON.stringify(before, null, indent), [section, key], value)
        const old = Object.getOwnPropertyDescriptor(before, section)?.value
        if (text === null) return assert.ok(typeof old !== 'object' || old === null || Array.isArray(old))
        const expected = JSON.parse(JSON.stringify(before))
        const inner = JSON.parse(JSON.stringify(old ?? {}))
        Object.defineProperty(inner, key, {
          value: JSON.parse(JSON.stringify(value)),
          enumerable: true,
          writable: true,
          configurable: true,
        })
        Object.defineProperty(expected, section, {
          value: inner,
          enumerable: true,
          writable: true,
          configurable: true,
        })
        assert.deepEqual(JSON.parse(text), expected)
        const without = removeKey(text, [section, key])
        assert.ok(without !== null)
        assert.equal(Object.hasOwn(JSON.parse(without)[section] ?? {}, key), false)
      },
    ),
    { numRuns: 500 },
  )
})
