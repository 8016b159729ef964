import { z } from 'zod'
import { CHECK_IDS } from '../../src/doctor/check-ids.ts'
import { TOPICS } from '../../src/explain/topics/index.ts'

const topic = z.enum(Object.keys(TOPICS) as [string, ...string[]]).describe('a page of the knowledge base')

const name = z
  .strictObject({
    kind: z.enum([
      ...(['check', 'event', 'error', 'finding', 'errno', 'node', 'python'] as const),
      ...(['exit', 'signal', 'result', 'problem', 'text', 'console'] as const),
    ]),
    id: z.string().min(1),
    level: z.enum(['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL']).optional().describe('of a log event'),
    exitCode: z.int().min(0).max(255).optional().describe('of an error of chatctl'),
    messageId: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .optional()
      .describe('of both, in the journal'),
  })
  .describe('what in the question led here')

const explained = z.strictObject({
  topic,
  names: z.array(name),
  title: z.string().min(1),
  means: z.string().min(1),
  why: z.array(z.string().min(1)).describe('the likeliest first'),
  steps: z.array(z.strictObject({ text: z.string(), commands: z.array(z.string().min(1)) })),
  checks: z.array(z.enum(CHECK_IDS)).describe('checks of doctor that prove it'),
  related: z.array(z.strictObject({ topic, title: z.string().min(1) })),
  seen: z
    .strictObject({ lines: z.int().min(1), first: z.int().min(1) })
    .nullable()
    .describe('in how many lines of the input, and where first; null where one thing was asked'),
})

/** What `chatctl explain --json` prints. */
export const explainSchema = z.strictObject({
  schema: z.literal('chatctl/explain/1'),
  explanations: z.array(explained).describe('best first; of many lines the gravest first'),
  suggestions: z
    .array(z.strictObject({ topic, ask: z.string().min(1), title: z.string().min(1) }))
    .describe('where nothing was found: what may have been meant'),
})

/** The same as the text of a JSON Schema. */
export function explainJsonSchema(): string {
  return `${JSON.stringify({ title: 'chatctl explain --json', ...z.toJSONSchema(explainSchema) }, null, 2)}\n`
}
