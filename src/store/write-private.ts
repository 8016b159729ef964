import { throughDraft } from './draft.ts'
import { writePlace } from './write-place.ts'

/**
 * Puts a file in its place as a whole, readable for this user alone, whatever was there before: not even the mode of an
 * older file is kept, since in a shared folder somebody else may have put that there.
 *
 * @throws ForeignLinkError, or the error of the system; what was there before is untouched then
 */
export async function writePrivate(path: string, content: string): Promise<void> {
  await throughDraft(writePlace(path), { mode: 0o600 }, (handle) => handle.writeFile(content))
}
