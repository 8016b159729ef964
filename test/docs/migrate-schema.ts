import { z } from 'zod'

const count = z.int().min(0)
const path = z.string()

const plan = {
  schema: z.literal('chatctl/migrate/1'),
  folder: path,
  version: z.enum(['v6', 'v9']),
  port: count,
  connected: count.nullable().describe('null where that could not be seen'),
  config: z.strictObject({ from: path, to: path, changes: z.array(z.string()) }),
  lists: z.array(
    z.strictObject({ which: z.enum(['banned', 'muted']), from: path, to: path, exists: z.boolean() }),
  ),
  logs: z.strictObject({ file: path, found: z.array(path), copied: z.array(path) }),
  stops: z.strictObject({ units: z.array(z.string()), processes: z.array(z.int()) }),
  crontabs: z.array(z.strictObject({ path, lines: z.array(z.string()) })),
  removes: z.array(path),
  steps: z.array(z.strictObject({ kind: z.string(), target: z.string() })),
  notes: z.array(z.string()),
}

/** What `chatctl migrate --json` prints. */
export const migrateSchema = z.discriminatedUnion('outcome', [
  z.strictObject({
    ...plan,
    outcome: z.literal('planned'),
    record: z.null(),
    downSeconds: z.null(),
  }),
  z.strictObject({
    ...plan,
    outcome: z.literal('migrated'),
    record: path.describe('folder of the copies'),
    downSeconds: z.number().min(0).describe('during which nobody could chat'),
  }),
  z.strictObject({
    schema: z.literal('chatctl/migrate/1'),
    outcome: z.literal('nothing-to-do'),
    folder: path,
  }),
])

/** What `chatctl migrate --back --json` prints. */
export const migrateBackSchema = z.strictObject({
  schema: z.literal('chatctl/migrate-back/1'),
  outcome: z.enum(['planned', 'back']),
  folder: path,
  record: path,
  files: z.array(path).describe('that are put back'),
  started: z.array(z.string()),
  notes: z.array(z.string()),
})
