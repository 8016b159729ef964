import { maskByte, parseAddress } from '../../chat/address.ts'
import type { Target } from './target.ts'

/**
 * Says whether an address belongs to a target, by the rules of the ban list: `::ffff:10.0.0.7` is `10.0.0.7`, and
 * `::/0` has no IPv4 address in it.
 *
 * @returns always false for a name, which has to be turned into an address first
 */
export function covers(target: Target, address: string): boolean {
  const wanted = parseAddress(address)
  if (target.kind === 'name' || wanted === undefined) return false
  const { family, prefix, bytes } = target.range
  return (
    family === wanted.family &&
    bytes.every((byte, at) => byte === maskByte(wanted.bytes[at] ?? 0, at, prefix))
  )
}
