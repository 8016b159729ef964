import type { FreedUp } from './free-up.ts'
import type { Survey } from './survey.ts'

/** What `chatctl ports --json` prints; its schema is docs/schemas/ports.schema.json. */
export function portsDocument({ ports, problem }: Survey, freedUp: FreedUp | null) {
  return { schema: 'chatctl/ports/1', ports, problem, freedUp } as const
}
