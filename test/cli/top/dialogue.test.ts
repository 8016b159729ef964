import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Action, type Answered, answer, begin, type Dialogue } from '../../../src/cli/top/dialogue.ts'
import type { Key } from '../../../src/cli/top/full-screen.ts'

const AIM = { address: '203.0.113.9', user: null, hits: [], risks: [] }
const ENTER: Key = { text: '\r', name: 'return', ctrl: false }
const ESCAPE: Key = { text: '\u001b', name: 'escape', ctrl: false }

/** Presses one key after the other. */
function converse(action: Action, ...keys: (Key | string)[]): Answered {
  let now: Answered = begin(action, AIM)
  const pressed = keys.flatMap((key): Key[] =>
    typeof key === 'string' ? [...key].map((text) => ({ text, name: text, ctrl: false })) : [key],
  )
  for (const key of pressed) {
    if (typeof now === 'string') throw new Error(`a key after the dialogue was ${now}`)
    now = answer(now, key)
  }
  return now
}

test('a ban is asked for time and reason, and then once more', () => {
  const asked = converse('ban', '1d12h', ENTER, ' 广告 ', ENTER) as Dialogue
  assert.deepEqual([asked.step, asked.seconds, asked.reason], ['confirm', 129_600, '广告'])
  assert.equal(answer(asked, { text: 'y', name: 'y', ctrl: false }), 'agreed')
  assert.equal(answer(asked, ENTER), 'cancelled')
})

test('nothing typed is for good and without a reason', () => {
  const asked = converse('mute', ENTER, ENTER) as Dialogue
  assert.deepEqual([asked.seconds, asked.reason], [null, ''])
})

test('what is no time is asked again, with what was typed still there', () => {
  const asked = converse('ban', '2 weeks', ENTER) as Dialogue
  assert.deepEqual([asked.step, asked.isWrong, asked.typed], ['duration', true, '2 weeks'])
})

test('a kick takes a yes at once, and every question a no', () => {
  assert.equal(converse('kick', 'y'), 'agreed')
  assert.equal(converse('kick', 'n'), 'cancelled')
  assert.equal(converse('kick', ESCAPE), 'cancelled')
  assert.equal(converse('ban', '2h', ESCAPE), 'cancelled')
  assert.equal(converse('ban', ENTER, { text: '', name: 'c', ctrl: true }), 'cancelled')
})

test('what was typed can be taken back', () => {
  const backspace: Key = { text: '\u007f', name: 'backspace', ctrl: false }
  assert.equal((converse('ban', '2h🙂', backspace) as Dialogue).typed, '2h')
  assert.equal(
    (converse('ban', ENTER, 'two words', { text: '', name: 'w', ctrl: true }) as Dialogue).typed,
    'two ',
  )
  assert.equal(
    (converse('ban', ENTER, 'two words', { text: '', name: 'u', ctrl: true }) as Dialogue).typed,
    '',
  )
})
