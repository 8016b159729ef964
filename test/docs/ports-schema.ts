import { z } from 'zod'

const port = z.int().min(1).max(65_535)
const count = z.int().min(0)

const holder = z.strictObject({
  address: z.string(),
  pid: z.int().nullable().describe('null where this user may not see it'),
  command: z.string().nullable().describe('secrets masked'),
  user: z.string(),
  unit: z.string().nullable(),
  since: z.iso.datetime().nullable(),
  kind: z.enum(['ours', 'ours-hung', 'other-server', 'old-python', 'foreign', 'unknown']),
})

/** What `chatctl ports --json` prints. */
export const portsSchema = z.strictObject({
  schema: z.literal('chatctl/ports/1'),
  ports: z.array(
    z.strictObject({
      port,
      use: z.enum(['chat', 'tls', 'other']),
      holders: z.array(holder),
      byState: z.record(z.string(), count),
      byPeer: z.array(z.strictObject({ address: z.string(), count })),
      serverCount: count.nullable().describe('connections as the server counts them'),
      nextFree: port.nullable(),
    }),
  ),
  problem: z.string().nullable().describe('why the ports could not be looked at'),
  freedUp: z
    .strictObject({
      port,
      pid: z.int().nullable(),
      outcome: z.enum(['free', 'ended', 'killed', 'declined', 'refused', 'failed']),
    })
    .nullable()
    .describe('what came of --free-up'),
})
