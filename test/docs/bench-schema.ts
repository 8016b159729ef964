import { z } from 'zod'

const ms = z.number().min(0)
const whole = z.int().min(0)

const latency = z
  .strictObject({ samples: whole, mean: ms, p50: ms, p90: ms, p99: ms, p999: ms, max: ms })
  .nullable()

const kind = z.enum([
  ...(['refused', 'timeout', 'unreachable', 'unknown-host', 'tls-failed', 'tls-untrusted'] as const),
  ...(['no-descriptors', 'silent', 'banned', 'full', 'rate', 'per-address', 'not-chat'] as const),
  ...([
    'flood',
    'kicked',
    'banned-now',
    'heartbeat-timeout',
    'shutdown',
    'reset',
    'closed',
    'bad-frame',
  ] as const),
  ...(['stalled', 'muted', 'cut', 'changed', 'lost', 'duplicated', 'out-of-order'] as const),
])

/** What `chatctl bench --json` prints. */
export const benchSchema = z.strictObject({
  schema: z.literal('chatctl/bench/1'),
  ok: z.boolean().describe('all clients got in, and everybody heard everything once and in order'),
  host: z.string(),
  port: z.int().min(1).max(65_535),
  tls: z.boolean(),
  plan: z.strictObject({
    clients: z.int().min(2),
    messages: z.int().min(1).nullable().describe('null: as many as fit into the time'),
    rate: whole.describe('messages a second; 0: the next as soon as the last was heard'),
    size: z.int().min(1).describe('characters of a message'),
    durationSeconds: z.number().nullable(),
    timeoutSeconds: z.number(),
  }),
  rules: z.enum(['v9', 'v6']),
  entered: whole.describe('clients that got in'),
  stayed: whole.describe('clients that were still in at the end'),
  rampSeconds: z.number().min(0),
  seconds: z.number().min(0).describe('from the first message until the last was heard'),
  sent: whole,
  heard: whole.describe('different messages heard, over all clients'),
  underWay: whole.describe('deliveries that had not come when the test was interrupted'),
  heardPerSecond: z.number().min(0),
  latencyMs: latency.describe('from when a message was due until it was heard; null where nothing was'),
  troubles: z.array(z.strictObject({ kind, count: z.int().min(1), detail: z.string() })),
  generator: z.strictObject({
    busy: z.number().min(0).max(1).describe('share of the time that this program was busy'),
    lateMs: latency.describe('how late it sent'),
  }),
  interrupted: z.boolean(),
  notes: z.array(z.string()).describe('what was measured besides the strength of the server, in words'),
})
