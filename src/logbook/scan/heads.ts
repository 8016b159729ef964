import { LOG_LEVELS } from '../../logging/level.ts'
import { type HeadKind, headKind, headLevel, LEVEL_AT } from '../records/head.ts'
import { minuteOf } from '../records/head-time.ts'

/** The longest head with its level and what closes it. */
const HEAD_BYTES = 64
const QUOTE = 0x22
const BRACKET = 0x5d
const DASH_BLANK = 0x5b20 // ` [` read as a little-endian number

const words = (text: string) => Buffer.from(text.padEnd(8)).readInt32LE(0)
const INFO = words('INFO')
const WARN = words('WARN')
const ERRO = words('ERRO')
const DEBU = words('DEBU')
const CRIT = words('CRIT')
const ING = Buffer.from('ING').readUIntLE(0, 3)
const ICAL = words('ICAL')

/**
 * Tells the heads of records at eight bytes a look: neighbours share everything down to the minute, so a head is compared
 * with the one before it, and only what differs is looked at in full. The answer is that of `headKind`, `headLevel` and
 * `timeOf`.
 *
 * Eight bytes are compared as a floating point number, which is the widest that costs nothing to read: what is known is
 * ASCII, and of that no eight bytes are a zero or no number, so equal numbers are equal bytes.
 */
export class Heads {
  kind: HeadKind = 'json'
  level = 0
  time = 0
  #view: DataView = new DataView(new ArrayBuffer(0))
  #bytes: Buffer = Buffer.alloc(0)
  #jsonMinute = 0
  readonly #json = new Float64Array(5)
  #jsonDigit = -1
  #textMinute = 0
  readonly #text = new Float64Array(2)
  #textKnown = false

  use(bytes: Buffer): void {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  /** Whether a record begins at `at`, the start of a line; if so, its kind, level and time are in this object. */
  at(at: number): boolean {
    const bytes = this.#bytes
    const first = bytes[at] as number
    if (first === 0x7b) {
      if (at + HEAD_BYTES <= bytes.length && this.#isLikeJson(at)) return true
    } else if (first < 0x30 || first > 0x39) return false
    else if (this.#textKnown && at + HEAD_BYTES <= bytes.length && this.#isLikeText(at)) return true
    return this.#inFull(at)
  }

  #isLikeJson(at: number): boolean {
    const view = this.#view
    const known = this.#json
    if (
      this.#bytes[at + 24] !== this.#jsonDigit ||
      view.getFloat64(at + 16, true) !== known[2] ||
      view.getFloat64(at + 8, true) !== known[1] ||
      view.getFloat64(at, true) !== known[0] ||
      view.getFloat64(at + 32, true) !== known[3] ||
      view.getFloat64(at + 40, true) !== known[4] ||
      view.getUint8(at + 48) !== QUOTE ||
      view.getUint8(at + 25) !== 0x3a ||
      view.getUint8(at + 28) !== 0x2e
    ) {
      return false
    }
    const seconds = this.#two(at + 26)
    const tenths = view.getUint8(at + 29) - 0x30
    const rest = this.#two(at + 30)
    if (seconds < 0 || seconds > 60 || tenths < 0 || tenths > 9 || rest < 0) return false
    const level = this.#level(at + LEVEL_AT.json, QUOTE)
    if (level < 0) return false
    this.kind = 'json'
    this.level = level
    this.time = this.#jsonMinute + seconds * 1000 + tenths * 100 + rest
    return true
  }

  #isLikeText(at: number): boolean {
    const view = this.#view
    const known = this.#text
    if (
      view.getFloat64(at + 8, true) !== known[1] ||
      view.getFloat64(at, true) !== known[0] ||
      view.getUint8(at + 16) !== 0x3a ||
      view.getUint16(at + 19, true) !== DASH_BLANK
    ) {
      return false
    }
    const seconds = this.#two(at + 17)
    if (seconds < 0 || seconds > 60) return false
    const level = this.#level(at + LEVEL_AT.text, BRACKET)
    if (level < 0) return false
    this.kind = 'text'
    this.level = level
    this.time = this.#textMinute + seconds * 1000
    return true
  }

  #two(at: number): number {
    const tens = this.#view.getUint8(at) - 0x30
    const ones = this.#view.getUint8(at + 1) - 0x30
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1
  }

  /** Index in LOG_LEVELS of the name at `at` that is closed by `close` (and a blank, in a text record), or -1. */
  #level(at: number, close: number): number {
    const view = this.#view
    const first = view.getInt32(at, true)
    let level = -1
    if (first === INFO) level = 1
    else if (first === WARN) level = (view.getInt32(at + 4, true) & 0xffffff) === ING ? 2 : -1
    else if (first === ERRO) level = view.getUint8(at + 4) === 0x52 ? 3 : -1
    else if (first === DEBU) level = view.getUint8(at + 4) === 0x47 ? 0 : -1
    else if (first === CRIT) level = view.getInt32(at + 4, true) === ICAL ? 4 : -1
    if (level < 0) return -1
    const end = at + (LENGTHS[level] as number)
    if (view.getUint8(end) !== close) return -1
    return close === QUOTE || view.getUint8(end + 1) === 0x20 ? level : -1
  }

  #inFull(at: number): boolean {
    const bytes = this.#bytes
    const kind = headKind(bytes, at)
    if (kind === undefined) return false
    const minute = minuteOf(bytes, at, kind)
    this.kind = kind
    this.level = headLevel(bytes, at, kind)
    const second = at + (kind === 'json' ? 26 : 17)
    this.time = minute + this.#two(second) * 1000
    if (kind === 'json') {
      this.time += (this.#view.getUint8(at + 29) - 0x30) * 100 + this.#two(at + 30)
      this.#jsonMinute = minute
      this.#jsonDigit = bytes[at + 24] as number
      for (let index = 0; index < 5; index++) {
        this.#json[index] = this.#view.getFloat64(at + index * 8 + (index < 3 ? 0 : 8), true)
      }
    } else {
      this.#textMinute = minute
      this.#textKnown = true
      for (let index = 0; index < 2; index++) this.#text[index] = this.#view.getFloat64(at + index * 8, true)
    }
    return true
  }
}

const LENGTHS = LOG_LEVELS.map(({ length }) => length)
