import type { Dice } from './dice.ts'
import { mutateBytes } from './mutate-body.ts'

/** Numbers at which something ends. */
const NUMBERS = [
  '0',
  '1',
  '-1',
  '255',
  '256',
  '1000',
  '65535',
  '65536',
  '2147483648',
  '1e400',
  '9007199254740993',
]
/** Inputs do not grow without end. */
const LONGEST = 16_384

type Splice = (input: Buffer, dice: Dice, others: readonly Buffer[], words: readonly string[]) => Buffer

const SPLICES: readonly Splice[] = [
  (input, dice) => mutateBytes(input, dice),
  (input, dice) => mutateBytes(input, dice),
  function insertWord(input, dice, _others, words) {
    return put(input, dice.below(input.length + 1), 0, Buffer.from(dice.pick(words)))
  },
  function replaceWithWord(input, dice, _others, words) {
    const word = Buffer.from(dice.pick(words))
    return put(input, dice.below(input.length + 1), dice.below(2 * word.length + 2), word)
  },
  function partOfAnother(input, dice, others) {
    const other = dice.pick(others)
    const from = dice.below(other.length)
    const part = other.subarray(from, from + 1 + dice.below(Math.min(other.length, 200)))
    return put(input, dice.below(input.length + 1), dice.onceIn(2) ? part.length : 0, part)
  },
  function endOfAnother(input, dice, others) {
    const other = dice.pick(others)
    return Buffer.concat([
      input.subarray(0, dice.below(input.length + 1)),
      other.subarray(dice.below(other.length)),
    ])
  },
  function leaveOut(input, dice) {
    return put(
      input,
      dice.below(input.length + 1),
      dice.below(Math.min(input.length, 200) + 1),
      Buffer.alloc(0),
    )
  },
  function otherNumber(input, dice) {
    const text = input.toString('latin1')
    const numbers = [...text.matchAll(/\d+/g)]
    if (numbers.length === 0) return input
    const { index, 0: found } = dice.pick(numbers)
    return put(input, index, found.length, Buffer.from(dice.pick(NUMBERS)))
  },
  function otherString(input, dice, _others, words) {
    const strings = [...input.toString('latin1').matchAll(/"[^"\n]*"/g)]
    if (strings.length === 0) return input
    const { index, 0: found } = dice.pick(strings)
    return put(input, index, found.length, Buffer.from(JSON.stringify(dice.pick(words))))
  },
]

/** Changes bytes, words or numbers of an input, or puts parts of others into it. */
export function splice(
  input: Buffer,
  dice: Dice,
  others: readonly Buffer[],
  words: readonly string[],
): Buffer {
  return dice.pick(SPLICES)(input, dice, others, words).subarray(0, LONGEST)
}

function put(input: Buffer, at: number, instead: number, part: Uint8Array): Buffer {
  return Buffer.concat([input.subarray(0, at), part, input.subarray(at + instead)])
}
