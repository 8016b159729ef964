import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { writeAtomic } from '../store/atomic-write.ts'
import type { Memory } from './changes.ts'
import type { Queue } from './delivery/queue.ts'

const STATE_SCHEMA = 'chatctl.monitor-state/1'

/** What a monitor remembers when it ends: with it the next one goes on. */
export interface MonitorState {
  readonly schema: typeof STATE_SCHEMA
  readonly memory: Memory
  /** Times of restarts in the last hour, in ms. */
  readonly restarts: readonly number[]
  /** Why a restart was held back when that was last told; null where none is. */
  readonly held: string | null
  readonly queue: Queue
}

const EMPTY: MonitorState = {
  schema: STATE_SCHEMA,
  memory: {},
  restarts: [],
  held: null,
  queue: { items: [], dropped: 0 },
}

const stateSchema = z.object({
  schema: z.literal(STATE_SCHEMA),
  memory: z.record(
    z.string(),
    z.object({
      state: z.enum(['ok', 'warn', 'fail']),
      since: z.number(),
      began: z.number(),
      told: z.nullable(z.object({ as: z.enum(['warn', 'fail']), at: z.number() })),
      changes: z.array(z.number()),
      flapping: z.boolean(),
      turning: z.optional(z.number()),
    }),
  ),
  restarts: z.array(z.number()),
  held: z.nullable(z.string()),
  queue: z.object({
    items: z.array(
      z.object({
        channel: z.enum(['exec', 'webhook']),
        alert: z.looseObject({ id: z.string(), at: z.string() }),
        attempts: z.int().check(z.minimum(0)),
        dueAt: z.number(),
      }),
    ),
    dropped: z.int().check(z.minimum(0)),
  }),
})

const STATE_FILE = 'monitor.json'

/**
 * Reads the state in a folder. One that cannot be understood is put aside, so that nothing is lost, and a new one begins.
 *
 * @returns `aside`: the path of what was put aside, or null
 */
export async function readState(
  folder: string,
): Promise<{ readonly state: MonitorState; readonly aside: string | null }> {
  const path = join(folder, STATE_FILE)
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return { state: EMPTY, aside: null }
  try {
    return { state: stateSchema.parse(JSON.parse(text)) as unknown as MonitorState, aside: null }
  } catch {
    const aside = `${path}.broken`
    await rename(path, aside).catch(() => {})
    return { state: EMPTY, aside }
  }
}

/** Writes the state, durably. It holds what is wrong with a server, so it is for its owner alone. @throws the system's error */
export async function writeState(folder: string, state: MonitorState): Promise<void> {
  await writeAtomic(join(folder, STATE_FILE), `${JSON.stringify(state)}\n`, 0o600)
}
