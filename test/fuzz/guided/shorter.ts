/** The input without a piece of it: halves first, then quarters, down to single bytes. */
export function* fewerBytes(input: Buffer): Generator<Buffer> {
  for (let size = Math.ceil(input.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < input.length; at += size) {
      yield Buffer.concat([input.subarray(0, at), input.subarray(at + size)])
    }
  }
}

/** The list without some of its items: halves first, then quarters, down to single ones. */
export function* fewerItems<T>(items: readonly T[]): Generator<T[]> {
  for (let size = Math.ceil(items.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < items.length; at += size) yield items.toSpliced(at, size)
  }
}

/**
 * Makes an input smaller while it still does what it was kept for.
 *
 * @param tries  how often it may be asked
 */
export async function shrunk(
  input: Buffer,
  shorter: (input: Buffer) => Iterable<Buffer>,
  does: (input: Buffer) => Promise<boolean>,
  tries: number,
): Promise<Buffer> {
  let best = input
  let left = tries
  for (let again = true; again && left > 0; ) {
    again = false
    for (const one of shorter(best)) {
      if (left-- <= 0) break
      if (one.length >= best.length || !(await does(one))) continue
      best = one
      again = true
      break
    }
  }
  return best
}
