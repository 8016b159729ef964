import { distance } from 'fastest-levenshtein'
import { namesASecret } from '../host/secret-names.ts'

const HARMLESS = /^["']?(?:true|false|yes|no|on|off|null|none|0|1|是|否)["']?$/i

/** Whether a key is one of a secret, also where it is a password's that was typed a little wrong. */
export function namesSecret(raw: string): boolean {
  const name = unquoted(raw).toLowerCase()
  return namesASecret(name) || (name.length < 16 && distance(name, 'password') <= 2)
}

/** Whether a value is so plain (yes, no, 0) that it may be shown even where a secret belongs. */
export function isHarmless(value: unknown): boolean {
  return HARMLESS.test(String(value))
}

/** A piece of JSON without the quotes around it. */
export const unquoted = (raw: string) => raw.replace(/^["']|["']$/g, '')
