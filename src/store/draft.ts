import { type FileHandle, lstat, open, readdir, realpath, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { isAlive, processStart } from './process-start.ts'
import { notRegular } from './read-regular.ts'
import { syncFolder } from './sync-folder.ts'

let written = 0
let self: { readonly owner: string; readonly run: string } | undefined
/** What earlier runs left of a file cannot grow while this one lives, so it is looked for once. */
const cleared = new Set<string>()

/** What this process is called in the names of its drafts; asked for only by who writes, as most commands do not. */
function ourMark() {
  self ??= {
    // The id alone soon belongs to another process on a busy machine.
    owner: `${process.pid}.${processStart(process.pid) ?? ''}`,
    // Tells this run from an earlier one with the same id, as every run in a container has it.
    run: Math.round(performance.timeOrigin * 1000).toString(36),
  }
  return self
}

export interface Drafting {
  /** Of the file as it is made; the umask has its say. */
  readonly mode: number
  /** A file of the same folder, after which the draft is called: where the target's own name never comes again. */
  readonly family?: string
  /** Gives the draft its name; a rename if not given. */
  readonly settle?: (draft: string, target: string) => Promise<void>
}

/**
 * Puts a file in its place as a whole: its content is written beside it and is on disk before it gets the name. What killed
 * writers of it have left goes first. Resolves when the name is on disk, too.
 *
 * @param fill  writes the content, and gives the file what else it needs
 * @returns what `fill` gives
 * @throws what `fill` throws, or the error of the system, `EINVAL` where a device or a FIFO lies; what was there before is
 *   untouched then, and no draft is left
 */
export async function throughDraft<T>(
  target: string,
  { mode, family, settle = renameOverFile }: Drafting,
  fill: (handle: FileHandle, draft: string) => Promise<T>,
): Promise<T> {
  const draft = await freshDraft(family === undefined ? target : join(dirname(target), family))
  let result: T
  try {
    const handle = await open(draft, 'wx', mode)
    try {
      result = await fill(handle, draft)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await settle(draft, target)
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {})
    throw error
  }
  await syncFolder(dirname(target))
  return result
}

/** A name is taken from a file, a link or nothing: as root, a rename over /dev/null would take that away from everybody. */
async function renameOverFile(draft: string, target: string): Promise<void> {
  const found = await lstat(target).catch(() => null)
  if (found !== null && !found.isFile() && !found.isSymbolicLink() && !found.isDirectory())
    throw notRegular(target)
  await rename(draft, target)
}

/** {@link draftOf} after what killed writers of this file have left is gone. */
export async function freshDraft(target: string): Promise<string> {
  if (!cleared.has(target)) {
    cleared.add(target)
    await removeDrafts(target)
  }
  return draftOf(target)
}

/** A name beside a file for its coming content, which {@link removeDrafts} knows; every call gives another one. */
export function draftOf(target: string): string {
  const { owner, run } = ourMark()
  return `${draftPrefix(target)}${owner}-${run}-${written++}`
}

/**
 * Removes what writers of this file left behind when they were killed; those of live processes stay.
 *
 * @param recursive  also folders: only where nobody else could exchange what is in them meanwhile
 */
export async function removeDrafts(path: string, { recursive = false } = {}): Promise<void> {
  const target = await realpath(path).catch(() => resolve(path))
  const prefix = basename(draftPrefix(target))
  for (const name of await readdir(dirname(target)).catch(() => [])) {
    if (name.startsWith(prefix) && isForsaken(name.slice(prefix.length)))
      await rm(join(dirname(target), name), { force: true, recursive }).catch(() => {})
  }
}

/** Whether the writer of a draft is gone. @param mark  what stands in its name behind the prefix */
function isForsaken(mark: string): boolean {
  const [itsOwner = '', itsRun] = mark.split('-')
  const [pid, start] = itsOwner.split('.')
  if (Number(pid) === process.pid) return itsRun !== ourMark().run
  return Number(pid) > 0 && !isAlive(Number(pid), start || null)
}

const draftPrefix = (target: string) => join(dirname(target), `.${basename(target)}.draft-`)
