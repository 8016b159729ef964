import { z } from 'zod'
import { CHECK_IDS } from '../../src/doctor/check-ids.ts'
import { ALERT_SCHEMA, EVENT_KINDS } from '../../src/monitor/alert.ts'

/** What `chatctl monitor` gives to programs and webhooks, and prints as one line with `--json`. */
export const alertSchema = z.strictObject({
  schema: z.literal(ALERT_SCHEMA),
  id: z.uuid().describe('the same in every attempt to deliver it'),
  at: z.iso.datetime(),
  host: z.string(),
  server: z.string().describe('path of the configuration, or the data folder'),
  unit: z.string(),
  outcome: z.enum(['pass', 'warn', 'fail']).describe('of all checks now'),
  text: z.string().min(1).describe('all of it as text, for chat programs'),
  events: z
    .array(
      z.strictObject({
        kind: z.enum(EVENT_KINDS),
        check: z.enum(CHECK_IDS).nullable().describe('null for what the monitor itself did'),
        severity: z.enum(['error', 'warning', 'info']),
        message: z.string().min(1),
        since: z.iso.datetime().describe('when it began'),
        commands: z.array(z.string()),
      }),
    )
    .min(1),
  dropped: z.int().min(0).describe('earlier alerts that were given up'),
})
