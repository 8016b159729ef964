import { isIP } from 'node:net'

/**
 * True for one IPv4 or IPv6 address (`10.1.2.3`, `::1`) and for a network in CIDR form (`10.0.0.0/8`, `fd00::/8`).
 * Zones (`fe80::1%eth0`), masks (`/255.0.0.0`) and shortened IPv4 forms are refused.
 */
export function isAddressOrNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/')
  const family = address.includes('%') ? 0 : isIP(address)
  if (family === 0 || more.length > 0) return false
  if (prefix === undefined) return true
  return /^(0|[1-9]\d{0,2})$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128)
}
