import { z } from 'zod'
import { ERRORS, type ErrorId } from '../../src/errors/ids.ts'

const line = <Kind extends string, Fields extends z.ZodRawShape>(kind: Kind, about: string, fields: Fields) =>
  z.strictObject({ time: z.iso.datetime(), kind: z.literal(kind), ...fields }).describe(about)

const text = z.string()
const loss = z.strictObject({ reason: text, detail: text })
const file = { name: text, from: text }
const bytes = z.int().min(0)

/** What `chatctl chat --json` prints: one of these a line. */
export const chatLineSchema = z.discriminatedUnion('kind', [
  line('welcome', 'we are in the room', { rules: z.enum(['v9', 'v6']), text }),
  line('name', 'the server has given us another name', { name: text, text }),
  line('notice', 'a text of the system: which one, and what was filled into it', {
    notice: text,
    values: z.array(text),
    text,
  }),
  line('announcement', 'a text of the operator', { text }),
  line('text', 'a text to everybody', { from: text, text }),
  line('private', 'a private text to us, or the confirmation of ours', { from: text, to: text, text }),
  line('users', 'who is online', { names: z.array(text) }),
  line('file-offer', 'a file lies on the server', { id: text, ...file }),
  line('file-pushed', 'a v6 client has sent a file', { ...file, bytes }),
  line('file', 'a file that was asked for has come', { id: text, name: text, bytes }),
  line('saved', 'a file was saved', { path: text, name: text, bytes }),
  line('sending', 'a file is on its way', { name: text, bytes }),
  line('files', 'the files that were offered', {
    files: z.array(
      z.strictObject({ number: z.int(), id: text.optional(), ...file, bytes: bytes.nullable() }),
    ),
  }),
  line('help', 'the page of commands, which is for people', {}),
  line('canary', 'never for a user', { heard: text }),
  line('reconnecting', 'the connection was lost, and there will be another attempt', {
    loss,
    attempt: z.int(),
    of: z.int(),
    waitMs: z.int(),
  }),
  line('end', 'the connection has ended', { reason: text, detail: text }),
  line('error', 'why the exit code is not 0', {
    id: z.enum(Object.keys(ERRORS) as ErrorId[]),
    message: text,
    fix: text,
  }),
])
