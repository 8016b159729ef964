import { BlockList, isIP } from 'node:net'
import type { Target } from './target.ts'

/**
 * Says whether an address belongs to a target, however it is spelt: `::ffff:10.0.0.7` is `10.0.0.7`.
 *
 * @returns always false for a name, which has to be turned into an address first
 */
export function covers(target: Target, address: string): boolean {
  const plain = plainAddress(address)
  if (target.kind === 'name' || isIP(plain) === 0) return false
  const list = new BlockList()
  const wanted = plainAddress(target.address)
  if (target.kind === 'range' && wanted === target.address) {
    list.addSubnet(wanted, target.bits, familyOf(wanted))
  } else if (target.kind === 'range') {
    list.addSubnet(wanted, Math.max(0, target.bits - 96), 'ipv4')
  } else {
    list.addAddress(wanted, familyOf(wanted))
  }
  return list.check(plain, familyOf(plain))
}

/** The IPv4 address inside an IPv4-mapped one, without a scope; any other text as it is. */
export function plainAddress(address: string): string {
  return address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')
