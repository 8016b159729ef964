/** One `"key": value` of an object, by its place in the JSON text. */
export interface Member {
  readonly key: string
  /** Index of the key's first quote. */
  readonly start: number
  readonly valueStart: number
  /** Index behind the value. */
  readonly end: number
}

const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a

/** Index of the quote that ends the string opened at `open`; the text's length where none does. */
export function endOfString(text: string, open: number): number {
  let quote = text.indexOf('"', open + 1)
  while (quote >= 0) {
    let slashes = quote
    while (text.charCodeAt(slashes - 1) === 0x5c) slashes--
    if ((quote - slashes) % 2 === 0) return quote
    quote = text.indexOf('"', quote + 1)
  }
  return text.length
}

/**
 * The members of the outermost object, in their order, doubles included.
 *
 * @param text  valid JSON of an object
 */
export function membersOf(text: string): Member[] {
  const members: Member[] = []
  let at = text.indexOf('{') + 1
  for (;;) {
    at = skipTo(text, at, QUOTE)
    if (at >= text.length) return members
    const keyEnd = endOfString(text, at) + 1
    const valueStart = skipTo(text, keyEnd, COLON) + 1
    const end = endOfValue(text, valueStart)
    members.push({ key: JSON.parse(text.slice(at, keyEnd)), start: at, valueStart, end })
    at = end
  }
}

function skipTo(text: string, from: number, code: number): number {
  let at = from
  while (at < text.length && text.charCodeAt(at) !== code) at++
  return at
}

/** Index of the comma or bracket that follows the value which begins at `from`. */
function endOfValue(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at)
        break
      case 0x5b:
      case 0x7b:
        depth++
        break
      case 0x5d:
      case 0x7d:
        if (depth-- === 0) return at
        break
      case COMMA:
        if (depth === 0) return at
        break
    }
  }
  return text.length
}
