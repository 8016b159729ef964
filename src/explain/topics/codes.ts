import type { codes as texts } from '../../messages/en/explain/codes.ts'
import type { Topics } from '../topic.ts'

/** Reached by codes that no other topic names; see names.ts. */
export const codes: Topics<typeof texts> = {
  'other-errno': {},
  'other-signal': {},
  'other-exit-code': {},
  'other-node-code': {},
}
