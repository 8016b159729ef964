import { readdir, readFile, readlink, realpath } from 'node:fs/promises'

const MOST_PROCESSES = 5000
/** O_ACCMODE of open(2): what is not 0 may write. */
const ACCESS = 3

/** Processes that have a file open for writing, as far as /proc shows them: not on other systems, nor other users' to us. */
export async function writersOf(path: string): Promise<number[]> {
  const file = await realpath(path).catch(() => path)
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  const found: number[] = []
  for (const pid of pids.slice(0, MOST_PROCESSES)) if (await writes(pid, file)) found.push(Number(pid))
  return found
}

async function writes(pid: string, file: string): Promise<boolean> {
  for (const descriptor of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
    if ((await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '')) !== file) continue
    const info = await readFile(`/proc/${pid}/fdinfo/${descriptor}`, 'utf8').catch(() => '')
    const flags = /^flags:\s*([0-7]+)$/m.exec(info)?.[1]
    if (flags !== undefined && (Number.parseInt(flags, 8) & ACCESS) !== 0) return true
  }
  return false
}
