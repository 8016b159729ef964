import type { Verdict } from '../doctor/verdict.ts'
import type { RedactionLevel } from './redact/redactor.ts'

/** Name and version of the JSON document; its schema is docs/schemas/report.schema.json. */
export const REPORT_SCHEMA = 'chatctl.report/1'

/** A part of a section. Texts are in the reader's language and redacted; renderers only lay them out. */
export type Block =
  | { readonly kind: 'pairs'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | {
      readonly kind: 'table'
      readonly head: readonly string[]
      readonly rows: readonly (readonly string[])[]
    }
  /** As it stands in a file or on a screen. */
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  /** What could not be seen and what that would need; or a remark. */
  | { readonly kind: 'note'; readonly text: string }
  | {
      readonly kind: 'bars'
      readonly title: string
      readonly rows: readonly Bar[]
      /** What the longest bar could reach; the longest there is if not given. */
      readonly most?: number
    }
  | { readonly kind: 'findings' }
  /** Boxes to tick: what is known is filled in, the rest is for the person. */
  | {
      readonly kind: 'checklist'
      readonly rows: readonly { readonly label: string; readonly value: string | null }[]
    }

/** A bar of a histogram, in one or more parts. */
interface Bar {
  readonly label: string
  readonly parts: readonly { readonly name: string; readonly count: number }[]
}

export interface Section {
  /** Permanent: the anchor in HTML, the key in JSON. */
  readonly id: string
  readonly title: string
  readonly blocks: readonly Block[]
}

/** A whole report, ready to be laid out. */
export interface Report {
  readonly schema: typeof REPORT_SCHEMA
  readonly title: string
  /** ISO 8601 */
  readonly createdAt: string
  readonly language: string
  readonly redaction: { readonly level: RedactionLevel; readonly replaced: Readonly<Record<string, number>> }
  /** Whether something was cut off before it could be seen. */
  readonly complete: boolean
  readonly verdict: Verdict
  readonly sections: readonly Section[]
}
