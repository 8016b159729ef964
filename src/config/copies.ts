import { readdir, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { createFile } from '../store/create-file.ts'

/** More copies than that are of no use to anybody. */
const KEPT = 10
const STAMP = /^\.(\d{8}-\d{6})(?:-(\d+))?\.bak$/

interface Copy {
  readonly name: string
  readonly time: string
  /** Tells copies of one second apart. */
  readonly number: number
}

/**
 * Keeps a copy of a file beside it, such as `config.json.20260615-140000.bak`, for its owner alone: there may be a password
 * in it. The oldest of many copies go.
 *
 * @returns the path of the copy
 * @throws the system's error
 */
export async function keepCopy(path: string, content: Buffer, now: number): Promise<string> {
  const { uid, gid } = await stat(path)
  const time = new Date(now).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15)
  const ofThisSecond = (await copiesOf(path)).filter((copy) => copy.time === time)
  const first = Math.max(0, ...ofThisSecond.map(({ number }) => number)) + 1
  for (let number = first; ; number++) {
    const copy = `${path}.${time}${number > 1 ? `-${number}` : ''}.bak`
    try {
      await createFile(copy, content, { mode: 0o600, owner: { uid, gid } })
      await forgetOldest(path)
      return copy
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

async function forgetOldest(path: string): Promise<void> {
  const newestFirst = (await copiesOf(path)).sort(
    (a, b) => b.time.localeCompare(a.time) || b.number - a.number,
  )
  for (const { name } of newestFirst.slice(KEPT))
    await rm(join(dirname(path), name), { force: true }).catch(() => {})
}

async function copiesOf(path: string): Promise<Copy[]> {
  const names = await readdir(dirname(path))
  return names.flatMap((name) => {
    const stamp = name.startsWith(basename(path)) ? STAMP.exec(name.slice(basename(path).length)) : null
    return stamp === null ? [] : [{ name, time: stamp[1] ?? '', number: Number(stamp[2] ?? 1) }]
  })
}
