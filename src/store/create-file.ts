import { link, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { throughDraft } from './draft.ts'
import { giveToFolderOwner } from './folder-owner.ts'

/** The permission bits of a new file, and whose it is to be; without an owner that of the folder, where root makes it. */
export interface NewFile {
  readonly mode: number
  readonly owner?: { readonly uid: number; readonly gid: number }
}

/**
 * Makes a file, as a whole or not at all, and never replaces anything: a file or link of the name ends it. Resolves when
 * content and name are on disk.
 *
 * @throws the system's error; EEXIST where the name is taken
 */
export async function createFile(
  path: string,
  content: string | Buffer,
  { mode, owner }: NewFile,
): Promise<void> {
  // Unlike a rename, a link never replaces what has come there in the meantime.
  const settle = async (draft: string) => {
    await link(draft, path)
    await rm(draft, { force: true }).catch(() => {})
  }
  await throughDraft(path, { mode, settle }, async (handle) => {
    await handle.writeFile(content)
    if (owner === undefined) await giveToFolderOwner(handle, dirname(path))
    else await handle.chown(owner.uid, owner.gid).catch(() => {})
    // The umask has had its say when it was opened.
    await handle.chmod(mode)
  })
}
