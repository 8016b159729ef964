import { randomBytes } from 'node:crypto'
import { asBytes, type ByteString } from '../encoding/byte-string.ts'

/** Random bytes fetched at once, because one call per message would cost more than the rest of the id. */
const POOL_BYTES = 4096
const HEX_DIGITS = 8

/**
 * Makes the `msg_id` of v9 packets: milliseconds since 1970, `_`, a counter since the start, `_`, 8 hexadecimal digits.
 *
 * @param now  milliseconds since 1970
 */
export function messageIds(now: () => number): () => ByteString {
  let counter = 0
  let pool = ''
  let used = 0
  let moment = 0
  let prefix = ''
  return () => {
    if (used >= pool.length) {
      pool = randomBytes(POOL_BYTES).toString('hex')
      used = 0
    }
    counter += 1
    const ms = now()
    if (ms !== moment) {
      moment = ms
      prefix = `${ms}_`
    }
    const random = pool.slice(used, used + HEX_DIGITS)
    used += HEX_DIGITS
    return asBytes(`${prefix}${counter}_${random}`)
  }
}
