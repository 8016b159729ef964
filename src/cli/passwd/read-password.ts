import type { Readable } from 'node:stream'

/** More than any password has. */
const MOST_BYTES = 64 * 1024

/** The first line of an input, without its line break and without a byte order mark. */
export async function readPassword(input: Readable): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of input) {
    const part = Buffer.from(chunk)
    chunks.push(part)
    bytes += part.length
    if (part.includes('\n') || bytes > MOST_BYTES) break
  }
  const [line = ''] = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
  return line
}
