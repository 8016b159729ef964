import { asBytes, type ByteString, byteString } from './byte-string.ts'

let latestText = ''
let latestJson = byteString('""')

/**
 * A string as JSON that every reader can decode: a lone surrogate becomes U+FFFD. The latest one is remembered, because a
 * text that was said is needed by the log and then by the room.
 */
export function jsonString(text: string): ByteString {
  if (text === latestText) return latestJson
  latestJson = byteString(JSON.stringify(text.toWellFormed()))
  latestText = text
  return latestJson
}

/** Says of a text that it is ASCII without anything to escape, for the next {@link jsonString}: that need not find out. */
export function knownAsPlain(text: string): void {
  latestText = text
  latestJson = asBytes(`"${text}"`)
}
