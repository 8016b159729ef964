/**
 * Whether so many digits stand in a row somewhere. Looks at the place where such a run would have to end and goes back from
 * there, so it is never slower than one look at each character; a regular expression begins anew at every digit, and a
 * megabyte of numbers that are just short enough kept the server busy for seconds.
 */
export function hasDigitRun(text: string, length: number): boolean {
  let end = length - 1
  while (end < text.length) {
    const other = lastNonDigit(text, end - length + 1, end)
    if (other < 0) return true
    end = other + length
  }
  return false
}

/** Index of the last character from `from` to `to` that is no digit; -1 where all are. */
function lastNonDigit(text: string, from: number, to: number): number {
  for (let at = to; at >= from; at--) {
    const code = text.charCodeAt(at)
    if (code < 0x30 || code > 0x39) return at
  }
  return -1
}
