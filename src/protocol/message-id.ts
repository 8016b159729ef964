import { randomBytes } from 'node:crypto'
import { asBytes, type ByteString } from '../encoding/byte-string.ts'

/**
 * Random bytes fetched at once, because one call per message would cost more than the rest of the id; no more than are soon
 * used up, because what lives long becomes garbage of the lasting sort.
 */
const POOL_BYTES = 1024
const HEX_DIGITS = 8
/** The last three digits of every number. */
const THOUSAND = Array.from({ length: 1000 }, (_, number) => String(number).padStart(3, '0'))

/**
 * Makes the `msg_id` of v9 packets: milliseconds since 1970, `_`, a counter since the start, `_`, 8 hexadecimal digits.
 *
 * @param now  milliseconds since 1970
 */
export function messageIds(now: () => number): () => ByteString {
  const next = counting()
  let pool = ''
  let used = 0
  let moment = 0
  let prefix = ''
  return () => {
    if (used >= pool.length) {
      pool = randomBytes(POOL_BYTES).toString('hex')
      used = 0
    }
    const ms = now()
    if (ms !== moment) {
      moment = ms
      prefix = `${ms}_`
    }
    const random = pool.slice(used, used + HEX_DIGITS)
    used += HEX_DIGITS
    return asBytes(`${prefix}${next()}_${random}`)
  }
}

/**
 * Counts from 1 on, in digits. The engine remembers the text of each number that it has written, for so long that it becomes
 * garbage of the lasting sort: a message would leave more of that than all else that is done for it.
 */
function counting(): () => string {
  let thousands = ''
  let count = 0
  return () => {
    count += 1
    if (count % 1000 === 0) thousands = String(count / 1000)
    return count < 1000 ? String(count) : `${thousands}${THOUSAND[count % 1000]}`
  }
}
