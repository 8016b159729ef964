import { z } from 'zod'

const level = z.enum(['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'])
const event = z
  .string()
  .min(1)
  .nullable()
  .describe('permanent id; null where the words are none of this or the original servers')
const time = z.iso.datetime()
const count = z.int().min(0)

/** One line of `chatctl logs --json`. */
export const logEntrySchema = z.strictObject({
  time,
  level,
  event,
  message: z.string().describe('raw, with line breaks; password hashes are masked'),
  ip: z.string().nullable(),
  user: z.string().nullable(),
  file: z.string().min(1).describe('path, or journal: and the unit'),
  offset: z.int().min(0).nullable().describe('in bytes, of the unpacked text; null in a journal'),
})

const counted = { count: z.int().min(1), first: time, last: time }

/** `chatctl logs --stats --json`. */
export const logStatsSchema = z.strictObject({
  entries: count,
  first: time.nullable(),
  last: time.nullable(),
  levels: z.partialRecord(level, z.int().min(1)),
  events: z.array(z.strictObject({ event, ...counted })),
  histogram: z.strictObject({
    seconds: z.int().min(60).describe('length of a bar'),
    bars: z.array(z.strictObject({ time, entries: count, warnings: count, errors: count })),
  }),
  busiestMinute: z.strictObject({ time, entries: z.int().min(1) }).nullable(),
  addresses: z.array(z.strictObject({ address: z.string(), ...counted })),
  users: z.array(z.strictObject({ user: z.string(), ...counted })),
  errors: z.array(z.strictObject({ level, event, template: z.string(), ...counted })),
  heartbeatTimeouts: z.array(z.strictObject({ address: z.string(), ...counted })),
  refused: z.array(z.strictObject({ reason: z.string(), ...counted })),
})

/** `chatctl logs --count --json`. */
export const logCountSchema = z.strictObject({ count })
