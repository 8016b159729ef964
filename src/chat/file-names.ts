import { cutCodePoints } from './code-points.ts'
import { isPrintable } from './printable.ts'

/** The types that may be uploaded, in the order in which they are listed to clients. */
export const ALLOWED_EXTENSIONS: readonly string[] =
  '.txt .pdf .jpg .jpeg .png .gif .zip .rar .doc .docx .xls .xlsx'.split(' ')

/** Longest name in code points, its extension included. */
const LONGEST = 200
/** So much of a longer name is looked at; nothing that a person types is lost. */
const MOST_LOOKED_AT = 64 << 10
/** Removed one after the other, in this order (protocol clause 5.4, step 1). */
const FORBIDDEN = ['..', '/', '\\', ':', '*', '?', '"', '<', '>', '|']

/**
 * The name under which an uploaded file is announced (protocol clause 5.4): no path, nothing unprintable, nothing that is
 * special to a file system.
 *
 * @returns undefined where nothing but dots is left
 */
export function cleanFileName(raw: string): string | undefined {
  const composed = raw.slice(-MOST_LOOKED_AT).normalize('NFC')
  let name = ''
  // Built anew, character by character: a slice would keep the whole of a huge text in memory.
  for (const character of composed.slice(composed.lastIndexOf('/') + 1)) {
    if (isPrintable(character)) name += character
  }
  for (const forbidden of FORBIDDEN) name = name.replaceAll(forbidden, '')
  name = name.trim()
  return /^\.*$/.test(name) ? undefined : shorten(name)
}

/** Whether the extension is one that may be uploaded; case does not matter, and a dot in front does not count. */
export function hasAllowedExtension(name: string): boolean {
  return ALLOWED_EXTENSIONS.includes(extensionOf(name).toLowerCase())
}

/** From the last dot on, as Python's `splitext` sees it: dots at the beginning belong to the name. */
function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return /^\.*$/.test(name.slice(0, Math.max(dot, 0))) ? '' : name.slice(dot)
}

function shorten(name: string): string {
  if (cutCodePoints(name, LONGEST) === undefined) return name
  const extension = extensionOf(name)
  const room = LONGEST - [...extension].length
  // An extension that leaves no room is none.
  if (room <= 0) return cutCodePoints(name, LONGEST) ?? name
  const stem = name.slice(0, name.length - extension.length)
  return (cutCodePoints(stem, room) ?? stem) + extension
}

/**
 * A size in KiB with one decimal, exact halves to the even digit, as Python prints it (protocol clause 20).
 *
 * @example kib(256) // '0.2'
 */
export function kib(bytes: number): string {
  const tenths = (bytes * 10) / 1024
  const below = Math.floor(tenths)
  const rest = tenths - below
  const isUp = rest > 0.5 || (rest === 0.5 && below % 2 === 1)
  return ((below + (isUp ? 1 : 0)) / 10).toFixed(1)
}
