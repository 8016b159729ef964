import { fstatSync, writeSync } from 'node:fs'

const STDOUT = 1

/**
 * Prints on standard output and resolves when a pipe or a file has taken all of it: the process may end right afterwards.
 *
 * @throws the error of the system, such as ENOSPC; a stream of Node takes a short write to a file for a whole one
 */
export async function print(text: string): Promise<void> {
  if (!isFile()) {
    await new Promise<void>((resolve, reject) => {
      const done = (error?: NodeJS.ErrnoException | null) =>
        // A reader that has gone, as `head` does after its lines, misses nothing.
        error && error.code !== 'EPIPE' ? reject(error) : resolve()
      process.stdout.once('error', done)
      process.stdout.write(text, done)
    })
    return
  }
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; ) at += writeSync(STDOUT, bytes, at)
}

function isFile(): boolean {
  try {
    return fstatSync(STDOUT).isFile()
  } catch {
    return false
  }
}
