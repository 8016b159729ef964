import { z } from 'zod'

const whole = z.int().min(0)

/** What `chatctl debug heap|cpu|handles --json` prints. */
export const debugSchema = z.strictObject({
  schema: z.literal('chatctl/debug/1'),
  kind: z.enum(['heap', 'cpu', 'handles']),
  path: z.string().describe('where the recording is'),
  bytes: whole,
  pauseMs: whole.describe('how long nobody was served'),
})

const descriptor = z.strictObject({
  fd: whole,
  kind: z.enum(['listener', 'tcp', 'unix', 'file', 'pipe', 'other']),
  target: z.string().describe('a path, address:port of this end, or what the system calls it'),
  peer: z.string().nullable().describe('the other end of a TCP connection'),
  state: z.string().nullable().describe('of a TCP socket, such as ESTAB'),
})

const client = z.strictObject({
  id: whole,
  ip: z.string(),
  port: whole,
  name: z.string().nullable(),
  connectedAt: z.iso.datetime(),
  silentFor: z.number(),
  muted: z.boolean(),
  queuedBytes: whole,
  tls: z.boolean(),
})

/** The file that `chatctl debug handles` makes. */
export const handlesSchema = z.strictObject({
  schema: z.literal('chatctl/handles/1'),
  at: z.iso.datetime(),
  pid: whole,
  version: z.string(),
  node: z.string(),
  resources: z.record(z.string(), whole).describe('what keeps Node.js running, by type'),
  listeners: z.array(z.strictObject({ host: z.string(), port: whole, tls: z.boolean() })),
  clients: z.array(client),
  descriptors: z.array(descriptor).nullable().describe('null where the system does not tell'),
  descriptorLimit: whole.nullable(),
})
