/** More than this is not read: what is asked about is a screen or a part of a log, not an archive. */
export const MOST_INPUT = 8 * 1024 * 1024

/** Standard input as text, up to {@link MOST_INPUT} bytes. */
export async function readInput(
  input: AsyncIterable<Buffer | string>,
): Promise<{ text: string; isCut: boolean }> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of input) {
    const buffer = Buffer.from(chunk)
    chunks.push(buffer.subarray(0, MOST_INPUT - bytes))
    bytes += buffer.length
    if (bytes > MOST_INPUT) break
  }
  return { text: Buffer.concat(chunks).toString('utf8'), isCut: bytes > MOST_INPUT }
}
