import type { Dice } from './dice.ts'

type TextChange = (text: string, dice: Dice) => string

/** Changes that turn JSON into something beside it. */
const TEXT_CHANGES: readonly TextChange[] = [
  (text, dice) => text.slice(0, dice.below(text.length)),
  (text, dice) => text.slice(1 + dice.below(text.length)),
  (text) => `\ufeff${text}`,
  (text) => `${text} x`,
  (text) => text + text,
  (text) => text.replaceAll('"', "'"),
  (text) => text.replace(/}$/, ',}'),
  (text) => text.replace(':', ' '),
  (text) => `[${text}]`,
  (text) => JSON.stringify(text),
  (text) => text.replace(/"[^"]*"}$/, 'NaN}'),
  (text) => text.replace('"', '/* */"'),
  (text) => text.replaceAll('\\', ''),
  (_text, dice) =>
    dice.pick(['', '{}', '[]', 'null', '0', '""', 'false', '5', '"x"', '   ', '[1]', 'undefined', '{"":0}']),
  (text, dice) => `${'['.repeat(1200 + dice.below(2000))}${text}`,
  (text, dice) => text.replace(/}$/, `,"n":${'9'.repeat(4000 + dice.below(1000))}}`),
]

type ByteChange = (bytes: Buffer, dice: Dice) => Buffer

/** Bytes that begin or continue characters wrongly, or are none at all. */
const STRANGE_BYTES = [0x00, 0x0a, 0x22, 0x5c, 0x7f, 0x80, 0xbf, 0xc0, 0xc1, 0xe4, 0xed, 0xf0, 0xf5, 0xff]

const BYTE_CHANGES: readonly ByteChange[] = [
  function flipBit(bytes, dice) {
    const at = dice.below(bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << dice.below(8))
    return bytes
  },
  function replace(bytes, dice) {
    bytes[dice.below(bytes.length)] = dice.pick(STRANGE_BYTES)
    return bytes
  },
  function insert(bytes, dice) {
    const at = dice.below(bytes.length + 1)
    return Buffer.concat([bytes.subarray(0, at), Buffer.from([dice.pick(STRANGE_BYTES)]), bytes.subarray(at)])
  },
  function remove(bytes, dice) {
    const at = dice.below(bytes.length)
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])
  },
  function repeatPart(bytes, dice) {
    const at = dice.below(bytes.length)
    const part = bytes.subarray(at, at + 1 + dice.below(16))
    return Buffer.concat([bytes.subarray(0, at), part, part, bytes.subarray(at)])
  },
]

/** Damages JSON text as text; `text` is not empty. */
export function mutateText(text: string, dice: Dice): string {
  return dice.pick(TEXT_CHANGES)(text, dice)
}

/** Damages one to three bytes, without a look at what they mean. */
export function mutateBytes(body: Buffer, dice: Dice): Buffer {
  let bytes: Buffer = Buffer.from(body)
  for (let changes = 1 + dice.below(3); changes > 0 && bytes.length > 0; changes--) {
    bytes = dice.pick(BYTE_CHANGES)(bytes, dice)
  }
  return bytes
}
