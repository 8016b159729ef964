import * as z from 'zod/mini'
import en from 'zod/v4/locales/en.js'
import type { ControlMethod, ControlMethods, ControlStream, ControlStreams } from '../../control/methods.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { LOG_LEVELS, type LogLevel } from '../../logging/level.ts'

// The small form of zod has no sentences of its own; operators and other programs read these in `detail`.
z.config(en())

/** About a century; what is longer is meant for good. */
const LONGEST_SECONDS = 100 * 366 * 86_400

const short = z.string().check(z.minLength(1), z.maxLength(256))
const by = z.exactOptional(short)
/** A name as it is in use: under the v6 rules it may be empty. */
const called = z.exactOptional(z.string().check(z.maxLength(256)))
const level = z.pipe(
  z.pipe(
    z.string().check(z.maxLength(16)),
    z.transform((name: string) => name.toUpperCase()),
  ),
  z.enum(LOG_LEVELS),
)
const duration = z.number().check(z.positive(), z.maximum(LONGEST_SECONDS))
const debugKind = z.enum(['heap', 'cpu', 'handles'])
const debugSeconds = z.exactOptional(z.number().check(z.positive(), z.maximum(600)))
const empty = z.strictObject({})
const target = z.strictObject({ address: short, by })
const newSanction = z.strictObject({
  address: short,
  reason: z.exactOptional(z.string().check(z.maxLength(1000))),
  by,
  seconds: z.exactOptional(duration),
})

/** What each method accepts. Unknown keys are refused: a newer client's wish must not be half granted. */
export const METHOD_PARAMS: { readonly [M in ControlMethod]: z.ZodMiniType<ControlMethods[M]['params']> } = {
  hello: empty,
  login: z.strictObject({ password: z.exactOptional(z.string().check(z.maxLength(1024))) }),
  status: empty,
  settings: empty,
  users: empty,
  ban: newSanction,
  unban: target,
  bans: empty,
  mute: newSanction,
  unmute: target,
  mutes: empty,
  gmute: z.strictObject({ on: z.boolean(), by }),
  kick: z.strictObject({ address: short, called, id: z.exactOptional(z.int()), by }),
  rename: z.strictObject({ address: short, called, name: short, by }),
  say: z.strictObject({ text: z.string().check(z.minLength(1)), by }),
  samples: empty,
  files: empty,
  canary: empty,
  save: empty,
  reload: empty,
  rotate: z.strictObject({ as: z.enum(['number', 'clear']) }),
  loglevel: z.strictObject({
    level: z.exactOptional(level),
    seconds: z.exactOptional(duration),
  }),
  'debug-plan': z.strictObject({ kind: debugKind, seconds: debugSeconds }),
  'debug-start': z.strictObject({ kind: debugKind, seconds: debugSeconds, by }),
  'debug-state': empty,
  shutdown: z.strictObject({ by }),
}

/** What each stream accepts, as query parameters. */
export const STREAM_PARAMS = {
  events: z.strictObject({ level: z.exactOptional(level) }),
} satisfies {
  readonly [S in ControlStream]: z.ZodMiniType<ControlStreams[S]['params'] & { level?: LogLevel }>
}

/**
 * Checks what came over the socket.
 *
 * @throws ChatctlError `control/bad-params`, naming the first thing that is wrong and never its value
 */
export function parseParams<T>(method: string, schema: z.ZodMiniType<T>, given: unknown): T {
  const { success, data, error } = schema.safeParse(given)
  if (success) return data
  const issue = error.issues[0]
  const where = issue?.path.join('.')
  throw new ChatctlError('control/bad-params', {
    method,
    detail: `${where ? `${where}: ` : ''}${issue?.message ?? ''}`,
  })
}
