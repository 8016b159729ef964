import { z } from 'zod'
import { verdictSchema } from './verdict-schema.ts'

const texts = z.array(z.string())

const block = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pairs'), rows: z.array(z.tuple([z.string(), z.string()])) }),
  z.strictObject({ kind: z.literal('table'), head: texts, rows: z.array(texts) }),
  z.strictObject({ kind: z.literal('lines'), lines: texts }),
  z.strictObject({ kind: z.literal('note'), text: z.string() }),
  z.strictObject({
    kind: z.literal('bars'),
    title: z.string(),
    rows: z.array(
      z.strictObject({
        label: z.string(),
        parts: z.array(z.strictObject({ name: z.string(), count: z.number() })),
      }),
    ),
    most: z.number().optional(),
  }),
  z.strictObject({ kind: z.literal('findings') }).describe('the verdict belongs here'),
  z.strictObject({
    kind: z.literal('checklist'),
    rows: z.array(z.strictObject({ label: z.string(), value: z.string().nullable() })),
  }),
])

/** What `chatctl report --format json` prints. */
export const reportSchema = z.strictObject({
  schema: z.literal('chatctl.report/1'),
  title: z.string().min(1),
  createdAt: z.iso.datetime(),
  language: z.enum(['en', 'zh-CN']),
  redaction: z.strictObject({
    level: z.enum(['none', 'default', 'strict']),
    replaced: z.record(z.string(), z.int()).describe('how often each rule replaced something'),
  }),
  complete: z.boolean().describe('false where it was interrupted'),
  verdict: verdictSchema,
  sections: z.array(z.strictObject({ id: z.string(), title: z.string().min(1), blocks: z.array(block) })),
})
