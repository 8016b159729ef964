/** One recorded packet, from its link-layer header on. */
export interface PcapRecord {
  /** Milliseconds since 1970, with fractions. */
  readonly time: number
  readonly linkType: number
  /** What was kept of it. */
  readonly data: Buffer
  /** How long it was on the wire. */
  readonly length: number
}

/** Why a file is no recording that can be read. */
export type PcapError = 'not-pcap' | 'pcapng' | 'broken'

const FILE_HEADER = 24
const RECORD_HEADER = 16
/** Longer than any packet: a header that says so is none. */
const MOST_BYTES = 256 * 1024 * 1024
const MOST_KEPT = 1024 * 1024

const PCAPNG = 0x0a0d0d0a
const MICROSECONDS = 0xa1b2c3d4
const NANOSECONDS = 0xa1b23c4d

interface Format {
  readonly isLittle: boolean
  /** Parts of a second in the second field of a time. */
  readonly parts: number
  readonly linkType: number
}

/**
 * Cuts a recording in the format of libpcap into its records (https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap),
 * in either byte order, with micro- or nanoseconds, as its bytes come.
 */
export class PcapReader {
  #pending: Buffer = Buffer.alloc(0)
  #format: Format | undefined

  /** Bytes of a record that is not complete. */
  get pendingBytes(): number {
    return this.#pending.length
  }

  /** Whether the head of a recording was seen. */
  get hasBegun(): boolean {
    return this.#format !== undefined
  }

  /** Takes bytes in. @returns the records that are complete with them, or why there cannot be any */
  push(chunk: Buffer): PcapRecord[] | PcapError {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk])
    if (this.#format === undefined) {
      const format = this.#begin()
      if (typeof format === 'string') return format
      if (format === undefined) return []
      this.#format = format
    }
    return this.#records(this.#format)
  }

  #begin(): Format | PcapError | undefined {
    if (this.#pending.length < FILE_HEADER) return undefined
    const format = formatOf(this.#pending)
    this.#pending = this.#pending.subarray(FILE_HEADER)
    return format
  }

  #records({ isLittle, parts, linkType }: Format): PcapRecord[] | PcapError {
    const bytes = this.#pending
    const word = (at: number) => (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at))
    const records: PcapRecord[] = []
    let at = 0
    while (bytes.length - at >= RECORD_HEADER) {
      const kept = word(at + 8)
      const length = word(at + 12)
      if (kept > MOST_KEPT || length > MOST_BYTES || kept > length) return 'broken'
      const end = at + RECORD_HEADER + kept
      if (end > bytes.length) break
      const time = word(at) * 1000 + (word(at + 4) * 1000) / parts
      records.push({ time, linkType, data: bytes.subarray(at + RECORD_HEADER, end), length })
      at = end
    }
    this.#pending = bytes.subarray(at)
    return records
  }
}

function formatOf(head: Buffer): Format | PcapError {
  if (head.readUInt32BE(0) === PCAPNG) return 'pcapng'
  for (const isLittle of [false, true]) {
    const word = (at: number) => (isLittle ? head.readUInt32LE(at) : head.readUInt32BE(at))
    const magic = word(0)
    if (magic === MICROSECONDS || magic === NANOSECONDS)
      // The upper half of the word can hold the length of a check sequence at the end of each packet.
      return { isLittle, parts: magic === NANOSECONDS ? 1e9 : 1e6, linkType: word(20) & 0xffff }
  }
  return 'not-pcap'
}
