import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sample } from '../control/methods.ts'
import { writeAtomic } from '../store/atomic-write.ts'
import { notRegular, readRegular, readWhole } from '../store/read-regular.ts'

/** A sample on disk: it outlives the server, so it says of which run it is. */
export interface DiskSample extends Sample {
  /** Of one core; null where it was not measured. */
  readonly cpuPercent: number | null
  /** ISO 8601, of the server that it is of. */
  readonly startedAt: string
}

/** Three days of one a minute: half a megabyte. */
const KEPT = 4320
/** The file is written anew when so many lines too many have come together. */
const SPARE = 720

const fileIn = (folder: string) => join(folder, 'samples.jsonl')

/** Samples in a state folder, oldest first; lines that are torn or no sample are passed over. */
export async function readSamples(folder: string): Promise<DiskSample[]> {
  const text = (await readRegular(fileIn(folder)).catch(() => '')).toString()
  const samples = text.split('\n').flatMap((line): DiskSample[] => {
    try {
      const value: unknown = JSON.parse(line)
      return isSample(value) ? [value] : []
    } catch {
      return []
    }
  })
  return samples.slice(-KEPT)
}

/**
 * Adds samples to the ring of a state folder, and keeps it small. Samples are no evidence worth a sync a minute: a power cut
 * may cost the last of them.
 *
 * @throws the system's error
 */
export async function addSamples(folder: string, samples: readonly DiskSample[]): Promise<void> {
  if (samples.length === 0) return
  const handle = await open(fileIn(folder), 'a+', 0o644)
  let lines = 0
  try {
    if (!(await handle.stat()).isFile()) throw notRegular(fileIn(folder))
    const content = (await readWhole(handle)).toString()
    lines = content.split('\n').length
    // A torn line must not swallow the next one.
    const start = content === '' || content.endsWith('\n') ? '' : '\n'
    await handle.appendFile(start + samples.map((sample) => `${JSON.stringify(sample)}\n`).join(''))
  } finally {
    await handle.close()
  }
  if (lines + samples.length <= KEPT + SPARE) return
  const kept = (await readSamples(folder)).map((sample) => `${JSON.stringify(sample)}\n`)
  await writeAtomic(fileIn(folder), kept.join(''))
}

function isSample(value: unknown): value is DiskSample {
  if (typeof value !== 'object' || value === null) return false
  const { at, startedAt, rssBytes, connections, queuedBytes, delayMs } = value as Record<string, unknown>
  const numbers = [rssBytes, connections, queuedBytes, delayMs]
  return isTime(at) && isTime(startedAt) && numbers.every((one) => Number.isFinite(one))
}

const isTime = (value: unknown) => typeof value === 'string' && !Number.isNaN(Date.parse(value))

const DAY_MS = 86_400_000

/**
 * The last day before the newest sample: what the server remembers, and before its start what monitors have kept.
 *
 * @param own  of the running server; null where none answers
 * @returns null where there are none at all
 */
export async function withKeptSamples(
  own: readonly Sample[] | null,
  folders: readonly string[],
): Promise<readonly Sample[] | null> {
  const rings = await Promise.all(folders.map(readSamples))
  const first = own?.[0]?.at
  const kept = rings
    .flat()
    .filter(({ at }) => first === undefined || at < first)
    .sort((a, b) => a.at.localeCompare(b.at))
  const all: readonly Sample[] = [...kept, ...(own ?? [])]
  const newest = Date.parse(all.at(-1)?.at ?? '')
  const lastDay = all.filter(({ at }) => Date.parse(at) >= newest - DAY_MS)
  return lastDay.length === 0 ? own : lastDay
}
