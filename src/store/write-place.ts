import { lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** Links that lead to links are followed so often; the kernel does not go further either. */
const MOST_LINKS = 40

/** A path is a symbolic link that somebody made who may not write where it leads. */
export class ForeignLinkError extends Error {
  readonly code = 'ELOOP'
  readonly path: string
  /** User id of whoever made the link. */
  readonly owner: number

  constructor(path: string, owner: number) {
    super(`${path} is a symbolic link of user ${owner}, who may not write where it leads`)
    this.name = 'ForeignLinkError'
    this.path = path
    this.owner = owner
  }
}

/**
 * Where a file really lies that is to be written: links are followed, but only those that give nothing to whoever made
 * them, because they are root's, our own, or of the owner of what they lead to. Otherwise anybody who may write in a folder
 * could have root, or the server, overwrite a file of his choice.
 *
 * @returns the path itself where there is no link, or one of ours that leads nowhere
 * @throws ForeignLinkError
 */
export function writePlace(path: string): string {
  const uid = process.getuid?.()
  let place = resolve(path)
  for (let links = 0; links < MOST_LINKS; links++) {
    const found = lstatSync(place, { throwIfNoEntry: false })
    if (found === undefined) return resolve(path)
    if (!found.isSymbolicLink()) return realpathSync(place)
    const isOurs = uid === undefined || found.uid === 0 || found.uid === uid
    if (!isOurs && statSync(place, { throwIfNoEntry: false })?.uid !== found.uid)
      throw new ForeignLinkError(place, found.uid)
    place = resolve(dirname(place), readlinkSync(place))
  }
  throw Object.assign(new Error(`${path}: too many links`), { code: 'ELOOP' })
}
