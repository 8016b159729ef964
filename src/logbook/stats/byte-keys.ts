const HASH_FACTOR = 0x9e3779b1 | 0
const FIRST_SLOTS = 1024
const FIRST_ARENA = 16 * 1024

/** Numbers keys from 0 on as they come, by their bytes where they stand: a string for each line of gigabytes costs more than its reading. */
export class ByteKeys {
  readonly #most: number
  /** Numbers of keys plus one, by hash; twice as many places as keys at least. */
  #slots = new Int32Array(FIRST_SLOTS)
  #hashes = new Int32Array(FIRST_SLOTS / 2)
  #ends = new Int32Array(FIRST_SLOTS / 2)
  /** The keys, one behind the other. */
  #arena = Buffer.allocUnsafeSlow(FIRST_ARENA)
  #arenaView = viewOf(this.#arena)
  #bytes: Buffer | undefined
  #view: DataView = this.#arenaView
  #size = 0

  /** @param most keys that are kept */
  constructor(most: number) {
    this.#most = most
  }

  get size(): number {
    return this.#size
  }

  /** The number of the key in [start, end) of `bytes`; -1 if it is new and there is no room. */
  numberOf(bytes: Buffer, start: number, end: number): number {
    if (this.#bytes !== bytes) {
      this.#bytes = bytes
      this.#view = viewOf(bytes)
    }
    const hash = this.#hash(start, end)
    const mask = this.#slots.length - 1
    let slot = hash & mask
    for (;;) {
      const number = (this.#slots[slot] as number) - 1
      if (number < 0) break
      if (this.#hashes[number] === hash && this.#isKey(number, start, end)) return number
      slot = (slot + 1) & mask
    }
    if (this.#size >= this.#most) return -1
    this.#slots[slot] = this.#size + 1
    return this.#keep(hash, bytes, start, end)
  }

  /** The keys by their numbers. */
  texts(): string[] {
    return Array.from({ length: this.#size }, (_, number) =>
      this.#arena.toString('utf8', this.#startOf(number), this.#ends[number]),
    )
  }

  #startOf(number: number): number {
    return number === 0 ? 0 : (this.#ends[number - 1] as number)
  }

  /** Four bytes at a time; the last four may have been among those before. */
  #hash(start: number, end: number): number {
    const view = this.#view
    let hash = end - start
    if (hash < 4) for (let at = start; at < end; at++) hash = hash * 256 + view.getUint8(at)
    else {
      for (let at = start; at < end - 4; at += 4) hash = mixed(hash, view.getInt32(at, true))
      hash = mixed(hash, view.getInt32(end - 4, true))
    }
    hash = Math.imul(hash, HASH_FACTOR)
    return hash ^ (hash >>> 15)
  }

  #isKey(number: number, start: number, end: number): boolean {
    const known = this.#arenaView
    const view = this.#view
    const shift = this.#startOf(number) - start
    if ((this.#ends[number] as number) - shift !== end) return false
    if (end - start < 4) {
      for (let at = start; at < end; at++) if (view.getUint8(at) !== known.getUint8(at + shift)) return false
      return true
    }
    for (let at = start; at < end - 4; at += 4) {
      if (view.getInt32(at, true) !== known.getInt32(at + shift, true)) return false
    }
    return view.getInt32(end - 4, true) === known.getInt32(end - 4 + shift, true)
  }

  #keep(hash: number, bytes: Buffer, start: number, end: number): number {
    const number = this.#size++
    const from = this.#startOf(number)
    const to = from + end - start
    if (to > this.#arena.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(to, this.#arena.length * 2))
      this.#arena.copy(larger, 0, 0, from)
      this.#arena = larger
      this.#arenaView = viewOf(larger)
    }
    bytes.copy(this.#arena, from, start, end)
    this.#hashes[number] = hash
    this.#ends[number] = to
    if (this.#size * 2 >= this.#slots.length) this.#grow()
    return number
  }

  #grow(): void {
    const length = this.#slots.length * 2
    this.#hashes = enlarged(this.#hashes, length / 2)
    this.#ends = enlarged(this.#ends, length / 2)
    this.#slots = new Int32Array(length)
    for (let number = 0; number < this.#size; number++) {
      let slot = (this.#hashes[number] as number) & (length - 1)
      while (this.#slots[slot] !== 0) slot = (slot + 1) & (length - 1)
      this.#slots[slot] = number + 1
    }
  }
}

const viewOf = ({ buffer, byteOffset, length }: Buffer) => new DataView(buffer, byteOffset, length)

function mixed(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, HASH_FACTOR)
  return product ^ (product >>> 13)
}

function enlarged(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length)
  larger.set(array)
  return larger
}
