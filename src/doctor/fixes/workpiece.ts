import { lstat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Message } from '../../messages/index.ts'
import type { Attributes } from '../../store/attributes.ts'
import type { Change } from './change.ts'
import { isMissing, readFileState, sha256, targetOf } from './file-state.ts'
import { FixProblem } from './problem.ts'

/** The changes of a fix as they come together; nothing is done yet. */
export class Workpiece {
  readonly changes: Change[] = []
  /** By digest: the bytes of every file in the changes. */
  readonly contents = new Map<string, Buffer>()
  /** What people should know before they agree. */
  readonly notes: Message[] = []

  add(change: Change): void {
    this.changes.push(change)
  }

  /**
   * The bytes of a file that is to be changed, and where it really lies.
   *
   * @throws FixProblem where there is no such file; the system's error where it cannot be read
   */
  async read(path: string) {
    const target = await targetOf(path)
    const found = await readFileState(target)
    if (found === null) throw new FixProblem({ key: 'fixes.isGone', values: { path } })
    return { target, ...found }
  }

  /** Replaces a file, or writes a new one with these attributes. */
  async write(path: string, content: Buffer, fresh: Attributes): Promise<void> {
    const target = await targetOf(path)
    const before = await readFileState(target)
    if (before !== null) this.contents.set(before.state.sha256, before.content)
    const digest = sha256(content)
    this.contents.set(digest, content)
    const { uid, gid, mode } = before?.state ?? fresh
    this.add({
      do: 'write',
      path: target,
      before: before?.state ?? null,
      after: { uid, gid, mode, sha256: digest, bytes: content.length },
    })
  }

  /** Makes a folder and those above it that are missing; the ones above are open to all, as folders are. */
  async makeFolder(path: string, after: Attributes): Promise<void> {
    const missing: string[] = []
    for (let at = await targetOf(path); await isNotThere(at); at = dirname(at)) missing.unshift(at)
    for (const folder of missing) {
      const isLast = folder === missing.at(-1)
      this.add({
        do: 'make-folder',
        path: folder,
        after: isLast ? after : { uid: rootOr(after.uid), gid: rootOr(after.gid), mode: 0o755 },
      })
    }
  }
}

/** What leads to a folder of a service belongs to root, where it is root who makes it. */
const rootOr = (id: number) => (process.getuid?.() === 0 ? 0 : id)

async function isNotThere(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return false
  } catch (error) {
    if (isMissing(error)) return true
    throw error
  }
}
