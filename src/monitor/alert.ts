import type { CheckId } from '../doctor/check-ids.ts'
import type { Verdict } from '../doctor/verdict.ts'

/** Name and version of the document that goes to programs and webhooks; its schema is docs/schemas/alert.schema.json. */
export const ALERT_SCHEMA = 'chatctl.alert/1'

export const EVENT_KINDS = [
  'problem',
  'worse',
  'still',
  'recovered',
  'flapping',
  'restarted',
  'restart-failed',
  'restart-held',
] as const
type EventKind = (typeof EVENT_KINDS)[number]

/** One thing that is worth waking somebody for, or letting him sleep again. */
export interface AlertEvent {
  readonly kind: EventKind
  /** null for what the monitor itself did */
  readonly check: CheckId | null
  readonly severity: 'error' | 'warning' | 'info'
  /** In the reader's language, without secrets. */
  readonly message: string
  /** ISO 8601: when it began. */
  readonly since: string
  /** What to type. */
  readonly commands: readonly string[]
}

/** What is sent when something has changed: all of one look together. */
export interface Alert {
  readonly schema: typeof ALERT_SCHEMA
  /** The same in every attempt to deliver it. */
  readonly id: string
  /** ISO 8601 */
  readonly at: string
  readonly host: string
  /** Path of the configuration, or the data folder. */
  readonly server: string
  readonly unit: string
  readonly outcome: Verdict['outcome']
  /** All of it as lines of text, for chat programs that show the field `text`. */
  readonly text: string
  readonly events: readonly AlertEvent[]
  /** Earlier alerts that could not be delivered and were given up. */
  readonly dropped: number
}
