import { isIP } from 'node:net'

/** Whom an operator means: an address, a range of them, or whoever bears a name. */
export type Target =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'range'; readonly address: string; readonly bits: number; readonly cidr: string }
  | { readonly kind: 'name'; readonly name: string }

/**
 * Reads a target as it was typed. What looks like an address is one, whatever people call themselves.
 *
 * @example parseTarget('10.0.0.0/24') // { kind: 'range', … }
 */
export function parseTarget(typed: string): Target {
  const text = typed.trim()
  if (isIP(text) > 0) return { kind: 'address', address: text }
  const [, address = '', digits = ''] = /^([0-9a-f.:]+)\/(\d{1,3})$/i.exec(text) ?? []
  const family = isIP(address)
  const bits = Number(digits)
  if (family === 0 || bits > widest(family)) return { kind: 'name', name: text }
  if (bits === widest(family)) return { kind: 'address', address }
  return { kind: 'range', address, bits, cidr: text }
}

/** How the target is written in a list and in a sentence. */
export function textOf(target: Target): string {
  if (target.kind === 'range') return target.cidr
  return target.kind === 'address' ? target.address : target.name
}

const widest = (family: number) => (family === 6 ? 128 : 32)
