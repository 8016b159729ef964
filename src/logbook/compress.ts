import { createGzip } from 'node:zlib'
import { convertFile } from '../store/convert-file.ts'

/**
 * Puts `path.gz` in the place of `path`: complete and on disk before the original goes, with its mode and owner.
 *
 * @returns the new path
 * @throws the system's error, such as ENOSPC; the original is untouched then
 */
export async function compress(path: string): Promise<string> {
  const to = `${path}.gz`
  await convertFile(path, to, createGzip())
  return to
}
