import { lookup } from 'node:dns/promises'
import { BlockList, isIPv6 } from 'node:net'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/**
 * Whether a host is this machine and cannot be another: all its addresses are loopback ones.
 *
 * @throws the error of the look-up, such as ENOTFOUND
 */
export async function isLoopback(host: string): Promise<boolean> {
  const all = await lookup(host, { all: true })
  return (
    all.length > 0 && all.every(({ address }) => loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4'))
  )
}
