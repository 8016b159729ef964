import { constants } from 'node:fs'
import { access, chmod, copyFile, mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { draftOf, removeDrafts } from '../store/draft.ts'
import { syncFolder } from '../store/sync-folder.ts'
import { MadeFolders } from './made-folders.ts'
import type { PackageFiles } from './package-files.ts'
import type { Step } from './step.ts'

/** Every release has its own name, so what a kill left of one copy is found by the next one under this name. */
const FAMILY = 'copy'

/** Copies this program into a folder that is not there before it is whole. */
export async function packageStep(target: string, root: string, files: PackageFiles): Promise<Step> {
  const lacking = await lackingIn(target, files)
  if (lacking.length > 0) return completeStep(target, root, lacking)
  return await copyStep(target, [`cp -r ${root} ${target}`], async (draft) => {
    for (const [name, source] of files.sources) await copyDurably(source, join(draft, name), 0o644)
    await chmod(join(draft, 'bin/run.js'), 0o755)
    await writeFile(join(draft, 'package.json'), files.manifest, { mode: 0o644, flush: true })
  })
}

/** Files of a copy that is there, and is not whole: missing, or cut. None where there is no copy yet. */
async function lackingIn(
  target: string,
  { sources }: PackageFiles,
): Promise<[name: string, source: string][]> {
  if (!(await isThere(target))) return []
  const looked = [...sources].map(async ([name, source]) => {
    const [here, wanted] = await Promise.all([sizeOf(join(target, name)), sizeOf(source)])
    return here === wanted ? [] : [[name, source] as [string, string]]
  })
  return (await Promise.all(looked)).flat()
}

const sizeOf = (path: string) =>
  stat(path).then(
    ({ size }) => size,
    () => null,
  )

/** Puts back what a copy has lost, file by file, so that a server that runs from it finds all that it still has to load. */
function completeStep(target: string, root: string, lacking: readonly [string, string][]): Step {
  const draft = draftOf(join(dirname(target), FAMILY))
  return {
    kind: 'program',
    target,
    standing: 'older',
    shell: lacking.map(([name]) => `cp ${join(root, name)} ${join(target, name)}`),
    async apply() {
      await removeDrafts(join(dirname(target), FAMILY), { recursive: true })
      await mkdir(draft, { mode: 0o755 })
      for (const [name, source] of lacking) {
        await copyDurably(source, join(draft, name), name === 'bin/run.js' ? 0o755 : 0o644)
        await makeFolders(dirname(join(target, name)))
        await rename(join(draft, name), join(target, name))
        await syncFolder(dirname(join(target, name)))
      }
      await rm(draft, { recursive: true, force: true })
    },
    // What it has got back it may keep.
    async undo() {
      await rm(draft, { recursive: true, force: true })
    },
  }
}

/** Copies a Node into a folder of its own. */
export async function nodeStep(target: string, node: string): Promise<Step> {
  return await copyStep(target, [`cp ${node} ${target}/node`], async (draft) => {
    await copyDurably(node, join(draft, 'node'), 0o755)
  })
}

async function copyStep(
  target: string,
  shell: readonly string[],
  fill: (draft: string) => Promise<void>,
): Promise<Step> {
  const isThere = await stat(target).then(
    (found) => found.isDirectory(),
    () => false,
  )
  const draft = draftOf(join(dirname(target), FAMILY))
  const parents = new MadeFolders()
  let isMade = false
  return {
    kind: 'program',
    target,
    standing: isThere ? 'in-place' : 'missing',
    shell,
    async apply() {
      await parents.make(dirname(target))
      await removeDrafts(join(dirname(target), FAMILY), { recursive: true })
      await mkdir(draft, { mode: 0o755 })
      // Whatever the umask says: the user of the service must get in.
      for (const folder of [draft, dirname(draft)]) await chmod(folder, 0o755)
      await fill(draft)
      await rename(draft, target)
      isMade = true
      await syncFolder(dirname(target))
    },
    async undo() {
      await rm(draft, { recursive: true, force: true })
      if (isMade) await rm(target, { recursive: true, force: true })
      await parents.remove()
    },
  }
}

async function copyDurably(from: string, to: string, mode: number): Promise<void> {
  await makeFolders(dirname(to))
  await copyFile(from, to, constants.COPYFILE_EXCL)
  await chmod(to, mode)
  const handle = await open(to, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Whatever the umask says: the user of the service must get in. */
async function makeFolders(path: string): Promise<void> {
  const folders: string[] = []
  for (let at = path; !(await isThere(at)); at = dirname(at)) folders.unshift(at)
  for (const folder of folders) {
    await mkdir(folder)
    await chmod(folder, 0o755)
  }
}

async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  )
}
