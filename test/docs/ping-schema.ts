import { z } from 'zod'
import { ERRORS, type ErrorId } from '../../src/errors/ids.ts'

const ms = z.number().min(0)
const outcome = z.enum([
  ...(['ok', 'slow', 'refused', 'timeout', 'unreachable', 'reset', 'tls-failed', 'tls-untrusted'] as const),
  ...(['banned', 'full', 'rate', 'per-address', 'muted', 'no-echo', 'closed', 'not-chat'] as const),
])

const hop = z.strictObject({
  host: z.string().describe('the address'),
  port: z.int().min(1).max(65_535),
  tls: z.boolean(),
  outcome,
  step: z.enum(['connect', 'welcome', 'echo']).nullable().describe('the step that failed'),
  marked: z.boolean().describe('whether the server took us for canaries; ping never asks for that'),
  rules: z.enum(['v9', 'v6']).nullable(),
  connectMs: ms.nullable(),
  welcomeMs: ms.nullable().describe('from the connection to the greeting'),
  echoMs: ms.nullable().describe('the last round trip; null where the server does not know how'),
  detail: z.string().describe("the system's word for what went wrong, or nothing"),
  echoes: z.array(ms).describe('every round trip'),
})

/** What `chatctl ping --json` prints. */
export const pingSchema = z.strictObject({
  schema: z.literal('chatctl/ping/1'),
  ok: z.boolean().describe('whether one can chat at one of the addresses at least'),
  host: z.string(),
  port: z.int().min(1).max(65_535),
  tls: z.boolean(),
  resolveMs: ms.nullable().describe('null where the host is an address, or was not found'),
  lookUpError: z.string().nullable(),
  hops: z.array(hop),
  error: z
    .strictObject({ id: z.enum(Object.keys(ERRORS) as ErrorId[]), message: z.string(), fix: z.string() })
    .nullable()
    .describe('why not, or why not everywhere'),
})
