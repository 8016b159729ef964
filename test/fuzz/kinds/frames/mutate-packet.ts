import type { Dice } from '../../dice.ts'

/** A packet that knows its fields but not their meaning: names and values as JSON text, doubles allowed. */
type Fields = [name: string, value: string][]

const many = (text: string, count: number) => text.repeat(count)

/** Values, as JSON text, that have broken programs before. */
const VALUES: readonly string[] = [
  'null',
  'true',
  'false',
  '0',
  '-0',
  '1.0',
  '-1.5e3',
  '1e999',
  '12345678901234567890123',
  '[]',
  '{}',
  '["x"]',
  '{"a":"b"}',
  '{"__proto__":{"polluted":true}}',
  '""',
  '" "',
  '"所有人"',
  '"系统"',
  '"【系统广播】"',
  '"你"',
  '"__proto__"',
  '"constructor"',
  '"heartbeat"',
  '"text"',
  '"file"',
  '"file_request"',
  '"\\u0000"',
  '"\\u202e\\u200b系统"',
  '"\\ud800"',
  '"\\udc00\\ud800"',
  '"a\\nb\\rc\\u001b[31m"',
  '"../../../etc/passwd"',
  '"C:\\\\dir\\\\b.txt"',
  '"a.TXT"',
  '"===="',
  '"%s%n"',
  `"${many('x', 5000)}"`,
  `"${many('😀', 1100)}"`,
  `"${many('\\n', 300)}"`,
  `${many('[', 300)}${many(']', 300)}`,
]

const NAMES: readonly string[] = [
  'type',
  'from',
  'target',
  'msg',
  'filename',
  'data',
  'filedata',
  'file_id',
  'msg_id',
  'protocol_version',
  'users',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  'a"b',
]

type Change = (fields: Fields, dice: Dice) => void

const CHANGES: readonly Change[] = [
  function replaceValue(fields, dice) {
    const field = dice.pick(fields)
    if (field) field[1] = dice.pick(VALUES)
  },
  function remove(fields, dice) {
    fields.splice(dice.below(fields.length || 1), 1)
  },
  function add(fields, dice) {
    fields.splice(dice.below(fields.length + 1), 0, [JSON.stringify(dice.pick(NAMES)), dice.pick(VALUES)])
  },
  function double(fields, dice) {
    const field = dice.pick(fields)
    if (field) fields.push([field[0], dice.onceIn(2) ? field[1] : dice.pick(VALUES)])
  },
  function swapValues(fields, dice) {
    const [one, other] = [dice.pick(fields), dice.pick(fields)]
    if (one && other) [one[1], other[1]] = [other[1], one[1]]
  },
  function rename(fields, dice) {
    const field = dice.pick(fields)
    if (field) field[0] = JSON.stringify(dice.pick(NAMES))
  },
  function reverse(fields) {
    fields.reverse()
  },
  function wrap(fields, dice) {
    const field = dice.pick(fields)
    if (field) field[1] = dice.onceIn(2) ? `[${field[1]}]` : `{"x":${field[1]}}`
  },
  function escapeLetters(fields, dice) {
    const field = dice.pick(fields)
    if (field) field[1] = escaped(field[1])
  },
]

/** A string literal with every letter and digit of the basic plane written as an escape; other values as they are. */
function escaped(value: string): string {
  if (!/^"[^\\]*"$/.test(value)) return value
  const units = [...value.slice(1, -1)].flatMap((character) =>
    [...Array(character.length).keys()].map((at) => character.charCodeAt(at)),
  )
  return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')}"`
}

/** A packet's fields with one to three changes; the result may still be a packet that means something. */
export function mutatePacket(packet: object, dice: Dice): string {
  const fields: Fields = Object.entries(packet).map(([name, value]) => [
    JSON.stringify(name),
    JSON.stringify(value),
  ])
  for (let changes = 1 + dice.below(3); changes > 0; changes--) dice.pick(CHANGES)(fields, dice)
  const blank = dice.onceIn(8) ? '\n \t' : ''
  return `{${fields.map(([name, value]) => `${blank}${name}:${blank}${value}`).join(',')}${blank}}`
}
