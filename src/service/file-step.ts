import { lstat, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { writeAtomic } from '../store/atomic-write.ts'
import { type Attributes, attributesFrom, setAttributes } from '../store/attributes.ts'
import { syncFolder } from '../store/sync-folder.ts'
import { MadeFolders } from './made-folders.ts'
import { type FileStanding, standingOf } from './mark.ts'
import type { Standing, Step } from './step.ts'

/** A file that an installation brings. */
export interface WantedFile {
  readonly path: string
  /** With a mark of ours, unless `once`. */
  readonly content: string
  readonly mode: number
  /** null: who asks. */
  readonly owner: {
    readonly uid: () => Promise<Pick<Attributes, 'uid' | 'gid'>>
    readonly name: string
  } | null
  readonly isUnit?: boolean
  /** Written where there is none, and never touched again. */
  readonly once?: boolean
}

/** A file that is written whole; one of somebody else is kept beside it under another name. */
export async function fileStep(wanted: WantedFile): Promise<Step> {
  const { path, content, mode, owner, isUnit = false, once = false } = wanted
  const { text, unreadable } = await readOrNull(path)
  const standing: Standing = unreadable
    ? 'unknown'
    : once && text !== null
      ? 'in-place'
      : standingOf(content, text)
  const kept = keepsOld(standing) ? await freeName(`${path}.before-chatctl`, inert(path)) : null
  let original: { readonly content: Buffer | null; readonly attributes: Attributes | null } | null = null
  const folders = new MadeFolders()
  const octal = mode.toString(8).padStart(4, '0')
  return {
    kind: 'file',
    target: path,
    standing,
    isUnit,
    before: text,
    content,
    kept: kept ?? undefined,
    shell: [
      ...(kept === null ? [] : [`cp -a ${path} ${kept}`]),
      `install -m ${octal}${owner === null ? '' : ` -o ${owner.name} -g ${owner.name}`} /dev/stdin ${path}`,
    ],
    async apply() {
      const bytes = await readFile(path).catch(nullIfMissing)
      const stats = bytes === null ? null : await lstat(path)
      original = { content: bytes, attributes: stats?.isFile() ? attributesFrom(stats) : null }
      await folders.make(dirname(path))
      // A link, such as the one of `systemctl mask`, is put aside as it is; written through, it would change another file.
      if (kept !== null && bytes !== null) {
        if (stats?.isSymbolicLink()) await rename(path, kept)
        else await writeAtomic(kept, bytes, mode)
      }
      await writeAtomic(path, content, mode)
      const ids = owner === null ? null : await owner.uid()
      if (ids !== null) await setAttributes(path, { ...ids, mode })
    },
    async undo() {
      if (original === null) return
      if (original.content === null) await rm(path, { force: true })
      else {
        await writeAtomic(path, original.content)
        if (original.attributes !== null) await setAttributes(path, original.attributes)
      }
      if (kept !== null) await rm(kept, { force: true })
      await folders.remove()
    },
  }
}

/** What somebody has written is kept. */
function keepsOld(standing: Standing): standing is Extract<FileStanding, 'edited' | 'foreign'> {
  return standing === 'edited' || standing === 'foreign'
}

/** Removes a file of ours; what somebody has changed in it is kept under another name. */
export async function removeFileStep(path: string, isUnit = false): Promise<Step> {
  const { text, unreadable } = await readOrNull(path)
  const standing = unreadable ? 'unknown' : text === null ? 'in-place' : standingOf('', text)
  const kept = await freeName(`${path}.removed`, inert(path))
  let original: Buffer | null = null
  let mode = 0o644
  return {
    kind: 'remove',
    target: path,
    standing,
    isUnit,
    before: text,
    shell: [standing === 'older' ? `rm ${path}` : `mv ${path} ${kept}`],
    async apply() {
      original = await readFile(path).catch(nullIfMissing)
      if (original !== null) mode = (await lstat(path)).mode & 0o7777
      if (standing === 'older') await rm(path, { force: true })
      else await rename(path, kept)
      await syncFolder(dirname(path))
    },
    async undo() {
      if (original === null) return
      await writeAtomic(path, original, mode)
      if (standing !== 'older') await rm(kept, { force: true })
    },
  }
}

async function readOrNull(
  path: string,
): Promise<{ readonly text: string | null; readonly unreadable: boolean }> {
  try {
    return { text: await readFile(path, 'utf8'), unreadable: false }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return { text: null, unreadable: code !== 'ENOENT' && code !== 'ENOTDIR' }
  }
}

function nullIfMissing(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
  throw error
}

/** What was kept before is not overwritten by what is kept now. */
async function freeName(wanted: string, suffix: string): Promise<string> {
  for (let number = 1; ; number++) {
    const name = `${wanted}${number === 1 ? '' : `.${number}`}${suffix}`
    if (!(await isThere(name))) return name
  }
}

/** logrotate reads whatever lies in its folder, but for a few endings, and refuses a log that is named twice. */
function inert(path: string): string {
  return basename(dirname(path)) === 'logrotate.d' ? '.disabled' : ''
}

async function isThere(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  )
}
