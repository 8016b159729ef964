import { open } from 'node:fs/promises'

/** Makes the names in a folder durable: a rename or a new file may be lost in a power cut without it. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder; NTFS keeps its names in a journal of its own.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch (error) {
    // Some network and FUSE file systems refuse to sync a folder; the file itself is synced by then.
    if (!['EINVAL', 'ENOTSUP', 'ENOSYS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    await handle.close()
  }
}
