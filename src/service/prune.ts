import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { argvOf } from '../host/proc/process-info.ts'
import type { Layout } from './layout.ts'
import type { ProgramPaths } from './unit-text.ts'

/**
 * Removes copies of the program that nothing runs any more: a server loads parts of itself when it needs them first, so the
 * copy of a running one stays.
 *
 * @param running  pid of the server, 0 where none runs
 */
export async function pruneCopies(
  { programs }: Layout,
  wanted: ProgramPaths,
  running: number,
): Promise<string[]> {
  const used = [
    wanted.node,
    wanted.script,
    ...(running > 0 ? argvOf(running) : []),
    process.execPath,
    import.meta.filename,
  ]
  const removed: string[] = []
  for (const name of await readdir(programs).catch(() => [])) {
    const folder = join(programs, name)
    if (!/^(?:chatctl|node)-\d/.test(name) || used.some((path) => path.startsWith(`${folder}/`))) continue
    await rm(folder, { recursive: true, force: true })
    removed.push(folder)
  }
  return removed
}
