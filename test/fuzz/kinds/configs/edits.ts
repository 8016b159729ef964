import assert from 'node:assert/strict'
import { decode } from '../../../../src/config/encoding.ts'
import { removeKey, setValue } from '../../../../src/config/set-value.ts'
import type { Dice } from '../../dice.ts'

const KEYS = [
  'server.port',
  'security.filter_words',
  'admin.password',
  'logging.level',
  'data.directory',
  'x',
  'admin',
]
const VALUES: readonly unknown[] = [1, 'x', [], true, '"\\\n\u2028', { a: [1, { b: 2 }] }, null]

/** One setting is changed or taken out, and nothing else. */
export function judgeEdits(bytes: Buffer, dice: Dice): void {
  const { text } = decode(bytes)
  const path = dice.pick(KEYS).split('.')
  const wanted = dice.pick(VALUES)
  const set = setValue(text, path, wanted)
  const lenient = setValue(text, path, wanted, 'lenient')
  const removed = removeKey(text, path)
  if (set !== null) {
    assert.equal(lenient, set, 'what may have comments is edited differently')
    const [before, after] = [objectOf(text), objectOf(set)]
    assert.deepEqual(at(after, path), wanted, `${path} is set`)
    assert.deepEqual(without(after, path), without(before, path), `something else than ${path} is set`)
    // Whoever takes back a setting that was not there gets the file that he had.
    if (at(before, path) === undefined)
      assert.equal(at(objectOf(removeKey(set, path) ?? ''), path), undefined)
  }
  if (removed === null) return
  const [before, after] = [objectOf(text), objectOf(removed)]
  assert.equal(at(after, path), undefined, `${path} is taken out`)
  assert.deepEqual(without(after, path), without(before, path), `something else than ${path} is taken out`)
  assert.equal(removeKey(removed, path), removed, 'and taken out once more')
}

type Json = Record<string, unknown>

/** @throws where an edit has made no JSON of it */
function objectOf(text: string): Json {
  return JSON.parse(text) as Json
}

function at(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return value
  const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, step)
  return isObject ? at((value as Json)[step], rest) : undefined
}

/** A copy without what is at the path, nor sections that are empty because of that. */
function without(object: Json, [step = '', ...rest]: readonly string[]): Json {
  if (!Object.hasOwn(object, step)) return object
  const { [step]: inner, ...others } = object
  if (rest.length === 0) return others
  if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return object
  const left = without(inner as Json, rest)
  return Object.keys(left).length === 0 ? others : { ...others, [step]: left }
}
