import { z } from 'zod'
import { OUTCOMES } from '../../src/doctor/check.ts'
import { CHECK_IDS, THEMES } from '../../src/doctor/check-ids.ts'

const check = z.enum(CHECK_IDS)
const outcome = z.enum(OUTCOMES)

const risk = z.enum(['safe', 'interrupts-users', 'destructive'])

const fix = z.strictObject({
  summary: z.string().min(1),
  commands: z.array(z.string().min(1)).describe('what to type, in order'),
  risk,
  automatic: z.boolean().describe('whether --fix can do it'),
})

const result = z.strictObject({
  check,
  theme: z.enum(THEMES),
  guide: z.strictObject({ problem: z.int().min(1).max(11).nullable(), cause: z.string() }),
  outcome,
  severity: z.enum(['error', 'warning', 'hint']).nullable(),
  message: z.string().min(1).describe('the finding, why there is none, or the claim that holds'),
  evidence: z.array(z.strictObject({ text: z.string(), command: z.string().nullable() })),
  explainedBy: z.array(check).describe('findings that would explain this one'),
  acknowledged: z
    .strictObject({ reason: z.string(), by: z.string(), until: z.string() })
    .nullable()
    .describe('then the finding counts for nothing'),
  fix: fix.nullable(),
})

/** What `chatctl doctor --json` prints, without `--since`. */
export const verdictSchema = z.strictObject({
  schema: z.literal('chatctl.doctor/1'),
  outcome: z.enum(['pass', 'warn', 'fail']),
  counts: z.strictObject(Object.fromEntries(OUTCOMES.map((one) => [one, z.int().min(0)]))),
  causes: z.array(check).describe('root causes, most likely first'),
  results: z.array(result),
  changes: z
    .array(
      z.strictObject({
        since: z.iso.datetime(),
        appeared: z.array(check),
        cleared: z.array(check),
        happened: z.array(
          z.strictObject({
            what: z.enum(['config', 'restart', 'packages', 'version', 'log-error']),
            at: z.iso.datetime().nullable(),
            detail: z.string(),
          }),
        ),
      }),
    )
    .optional()
    .describe('with --since'),
})

/** What `chatctl doctor --json` prints, `--fix` included. */
export const doctorSchema = verdictSchema.extend({
  fixes: z
    .array(
      z.strictObject({
        check,
        outcome: z.enum([
          'planned',
          'declined',
          'needs-yes',
          'needs-root',
          'impossible',
          'not-made',
          'half-made',
          'cured',
          'rolled-back',
          'not-cured',
          'interrupted',
        ]),
        summary: z.string(),
        risk,
        changes: z.array(z.string()).describe('what was, or would have been, done'),
        why: z.string().nullable().describe('why it was not done, or did not help'),
        commands: z.array(z.string()).describe('the same by hand'),
      }),
    )
    .optional()
    .describe('with --fix; the results are those afterwards'),
})

/** What `chatctl doctor undo --json` prints. */
export const undoSchema = z.strictObject({
  outcome: z.enum(['undone', 'planned', 'nothing', 'refused', 'partly', 'declined', 'needs-yes']),
  check: check.nullable(),
  at: z.iso.datetime().nullable().describe('when the fix was made'),
  changes: z.array(z.string()),
  why: z.string().nullable(),
})
