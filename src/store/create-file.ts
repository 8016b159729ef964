import { link, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { draftOf } from './atomic-write.ts'
import { giveToFolderOwner } from './folder-owner.ts'
import { syncFolder } from './sync-folder.ts'

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
  const draft = draftOf(path)
  try {
    const handle = await open(draft, 'wx', mode)
    try {
      await handle.writeFile(content)
      if (owner === undefined) await giveToFolderOwner(handle, dirname(path))
      else await handle.chown(owner.uid, owner.gid).catch(() => {})
      // The umask has had its say when it was opened.
      await handle.chmod(mode)
      await handle.sync()
    } finally {
      await handle.close()
    }
    // Unlike a rename, a link never replaces what has come there in the meantime.
    await link(draft, path)
  } finally {
    await rm(draft, { force: true }).catch(() => {})
  }
  await syncFolder(dirname(path))
}
