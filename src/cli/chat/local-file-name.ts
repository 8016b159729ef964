import { cleanFileName } from '../../chat/file-names.ts'

/** Names that Windows takes for devices, with any extension. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i
/** Bytes that a name may have; file systems take 255, and a number may have to be added. */
const MOST_BYTES = 200

/**
 * The name under which a received file is saved: no path, nothing that a shell or a file system takes for more than a name,
 * and not hidden, since a `.profile` that somebody sends would be obeyed at the next log-in.
 *
 * @param offered  what the other side calls it
 */
export function localFileName(offered: string): string {
  const clean = (cleanFileName(offered) ?? '').replace(/[. ]+$/, '')
  const tame = clean.replace(/^[.~-]+/, '_')
  if (tame === '' || tame === '_') return 'file'
  return shorten(DEVICE.test(tame) ? `_${tame}` : tame)
}

/** @example numbered('a.txt', 2) // 'a (2).txt' */
export function numbered(name: string, number: number): string {
  const [stem, extension] = split(name)
  return `${stem} (${number})${extension}`
}

function shorten(name: string): string {
  if (Buffer.byteLength(name) <= MOST_BYTES) return name
  const [stem, extension] = split(name)
  const kept = Buffer.byteLength(extension) < MOST_BYTES / 2 ? extension : ''
  const characters = [...stem]
  while (Buffer.byteLength(characters.join('') + kept) > MOST_BYTES) characters.pop()
  return characters.join('') + kept
}

function split(name: string): [stem: string, extension: string] {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
}
