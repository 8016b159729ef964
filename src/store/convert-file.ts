import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { throughDraft } from './draft.ts'

/** Rotated files never have a name again, so what a kill left of one is found by the next one under this name. */
export const CONVERSIONS = 'conversion'

/**
 * Puts what becomes of a file in another place, complete and on disk with the mode and, where the system allows it, the owner
 * of the original, before that goes.
 *
 * @param transform  what its bytes go through
 * @throws the system's error, such as ENOSPC; the original is untouched then
 */
export async function convertFile(from: string, to: string, transform: Duplex): Promise<void> {
  const { mode, uid, gid } = await stat(from)
  await throughDraft(to, { mode: 0o600, family: CONVERSIONS }, async (handle) => {
    await pipeline(createReadStream(from), transform, async (pieces: AsyncIterable<Buffer>) => {
      for await (const piece of pieces) await handle.writeFile(piece)
    })
    await handle.chown(uid, gid).catch(() => {})
    await handle.chmod(mode & 0o777)
  })
  await rm(from)
}
