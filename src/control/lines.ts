/** Longest line that a stream may carry, in characters; a longer one ends it. */
const MAX_LINE = 1 << 20

/**
 * The lines of a text that comes in pieces, without their line ends and without the blank ones (heartbeats).
 *
 * @throws RangeError for a line of more than a mebi-character
 */
export async function* readLines(chunks: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > MAX_LINE) throw new RangeError('a line of the stream is too long')
    for (const line of lines) if (line !== '') yield line
  }
}
