import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type PastRun, parseHistory } from '../../doctor/history.ts'
import { writeAtomic } from '../../store/atomic-write.ts'
import { makeFolder } from '../../store/make-folder.ts'
import { stateFolder } from '../../store/state-folder.ts'

const KEPT = 200

/**
 * Where this user's earlier runs are kept: never in the folders of the server, which doctor does not change unasked.
 *
 * @param server  tells servers apart: the path of the configuration, or the data folder
 * @returns null where this user has no home
 */
export function historyPath(env: NodeJS.ProcessEnv, server: string): string | null {
  const folder = stateFolder(env)
  if (folder === null) return null
  const name = createHash('sha256').update(server).digest('hex').slice(0, 12)
  return join(folder, `doctor-${name}.jsonl`)
}

/** Earlier runs, oldest first; none where there is no file or it cannot be read. */
export async function readHistory(path: string): Promise<PastRun[]> {
  return parseHistory(await readFile(path, 'utf8').catch(() => ''))
}

/** Remembers a run. That it cannot be written does not matter to whoever asks what is wrong now. */
export async function remember(path: string, runs: readonly PastRun[], run: PastRun): Promise<void> {
  const lines = [...runs, run].slice(-KEPT).map((one) => `${JSON.stringify(one)}\n`)
  try {
    await makeFolder(dirname(path), 0o700)
    await writeAtomic(path, lines.join(''), 0o600)
  } catch {}
}
