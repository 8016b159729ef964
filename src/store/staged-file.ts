import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Attributes } from './attributes.ts'
import { freshDraft } from './draft.ts'
import { syncFolder } from './sync-folder.ts'

/** New content of a file that is on disk beside it, under another name. */
export interface StagedFile {
  readonly path: string
  /** Gives it the name: from then on readers meet the new content. */
  commit(): Promise<void>
  /** Removes it; the file stays as it is. */
  discard(): Promise<void>
}

/**
 * Writes and syncs the coming content of a file beside it. Several are staged before the first is committed, so that a full
 * disk is met while nothing has changed. The folder must be there.
 *
 * @param path  no link, or the link is replaced
 * @param attributes  owner and mode; the owner stays that of this process where `mayGive` is false
 * @throws the system's error; then nothing is left behind
 */
export async function stageFile(
  path: string,
  content: AsyncIterable<Uint8Array>,
  attributes: Attributes,
  mayGive: boolean,
): Promise<StagedFile> {
  const draft = await freshDraft(path)
  let handle: FileHandle | undefined
  try {
    handle = await open(draft, 'wx', 0o600)
    for await (const piece of content) await handle.writeFile(piece)
    if (mayGive) await handle.chown(attributes.uid, attributes.gid)
    // After the owner: giving a file away takes bits of its mode.
    await handle.chmod(attributes.mode)
    await handle.sync()
    await handle.close()
  } catch (error) {
    await handle?.close().catch(() => {})
    await rm(draft, { force: true }).catch(() => {})
    throw error
  }
  return {
    path,
    async commit() {
      await rename(draft, path)
      await syncFolder(dirname(path))
    },
    async discard() {
      await rm(draft, { force: true }).catch(() => {})
    },
  }
}
