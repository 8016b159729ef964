import { z } from 'zod'

const key = z.string().describe('dotted, such as server.port')
const place = z.int().min(1).nullable().describe('1-based; null where there is no such place')
const origin = z.strictObject({
  kind: z.enum(['default', 'file', 'environment', 'flag']),
  line: place,
  name: z.string().nullable().describe('of the variable or the flag'),
})
const anyValue = z.unknown().describe('six stars for a secret')

/** What a change means to the running server. */
const server = z.strictObject({
  state: z.enum(['reloaded', 'down', 'python', 'unknown']),
  applied: z.array(key).describe('in force now'),
  needRestart: z.array(key),
  overridden: z.array(key).describe('decided by the environment or a flag of the server'),
  pending: z.array(key).describe('waiting for a restart since earlier edits'),
  unlocked: z.boolean().describe('the console was locked, and is open again'),
  error: z.strictObject({ id: z.string(), message: z.string() }).nullable(),
})

/** What `chatctl config check --json` prints. */
export const configCheckSchema = z.strictObject({
  path: z.string().nullable(),
  usable: z.boolean(),
  findings: z.array(
    z.strictObject({
      severity: z.enum(['error', 'warning']),
      id: z.string(),
      key: z.string(),
      origin: z.string().nullable(),
      line: place,
      column: place,
      message: z.string(),
      expected: z.string().nullable(),
      hint: z.string().nullable(),
    }),
  ),
})

/** What `chatctl config get --json` prints. */
export const configGetSchema = z.strictObject({
  key,
  value: anyValue,
  origin: origin.nullable().describe('null for a section'),
  path: z.string().nullable(),
})

/** What `chatctl config set --json` prints. */
export const configSetSchema = z.strictObject({
  schema: z.literal('chatctl/config-set/1'),
  key,
  path: z.string(),
  outcome: z.enum(['written', 'planned', 'unchanged', 'refused']),
  copy: z.string().nullable().describe('the file as it was'),
  errors: z.array(
    z.strictObject({ id: z.string(), key: z.string(), line: place, column: place, message: z.string() }),
  ),
  interrupted: z.boolean(),
  server: server.nullable(),
})

/** What `chatctl config show --json` prints. */
export const configShowSchema = z.strictObject({
  schema: z.literal('chatctl/config-show/1'),
  path: z.string().nullable(),
  usable: z.boolean(),
  settings: z.array(z.strictObject({ key, value: anyValue, isSet: z.boolean(), origin })),
})

/** What `chatctl config diff --json` prints. */
export const configDiffSchema = z.strictObject({
  schema: z.literal('chatctl/config-diff/1'),
  path: z.string().nullable(),
  usable: z.boolean(),
  server: z.enum(['running', 'down', 'python', 'unknown']),
  error: z.strictObject({ id: z.string(), message: z.string(), fix: z.string() }).nullable(),
  differences: z.array(
    z.strictObject({
      key,
      shipped: z.unknown(),
      disk: z.unknown(),
      line: place,
      running: z.unknown(),
      verdict: z.enum(['same', 'restart', 'reload', 'server']).nullable(),
    }),
  ),
})

/** What `chatctl config init --json` prints. */
export const configInitSchema = z.strictObject({
  schema: z.literal('chatctl/config-init/1'),
  path: z.string(),
  guide: z.string().nullable(),
  protected: z.boolean(),
  password: z.string().nullable().describe('made up, and told here only'),
})

/** What `chatctl passwd --json` prints. */
export const passwdSchema = z.strictObject({
  schema: z.literal('chatctl/passwd/1'),
  path: z.string(),
  outcome: z.enum(['new', 'upgraded', 'up-to-date']),
  password: z.string().nullable().describe('made up, and told here only'),
  short: z.boolean(),
  enabled: z.boolean(),
  interrupted: z.boolean(),
  errors: z.int().min(0),
  server: server.nullable(),
})
