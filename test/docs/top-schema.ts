import { z } from 'zod'

const count = z.number().int().min(0)
const rate = z.number().min(0).describe('per second')
const bytes = count.describe('bytes')

const user = z.strictObject({
  id: count,
  ip: z.string(),
  port: count,
  name: z.string().nullable(),
  connectedAt: z.iso.datetime(),
  silentFor: z.number().min(0).describe('seconds'),
  muted: z.boolean(),
  queuedBytes: bytes,
  tls: z.boolean(),
})

const peer = z.strictObject({
  address: z.string(),
  connections: count,
  names: z.array(z.string()),
  queuedBytes: bytes,
  muted: z.boolean(),
})

/** What `chatctl top --json` prints; `status` is the answer of the control socket as it is. */
export const topSchema = z.strictObject({
  schema: z.literal('chatctl/top/1'),
  at: z.iso.datetime(),
  rates: z
    .strictObject({
      messagesIn: rate,
      deliveries: rate,
      bytesIn: rate,
      bytesOut: rate,
      accepted: rate,
      refused: rate,
      dropped: rate,
    })
    .nullable()
    .describe('null if the server was restarted while it was measured'),
  status: z.record(z.string(), z.unknown()).describe('as chatctl status --json'),
  peers: z.array(peer).describe('most connections first'),
  users: z.array(user).describe('slowest reader first'),
})
