import type { Message } from '../messages/index.ts'

export type SanctionKind = 'ban' | 'mute'

/** One entry of the ban or mute list; the shape that the control socket hands out. */
export interface Sanction {
  /** Address or CIDR range as it stands in the list. */
  readonly address: string
  readonly reason: string | null
  readonly by: string | null
  /** ISO 8601; null where the entry was written by hand or by the original server */
  readonly at: string | null
  /** ISO 8601; null means for good */
  readonly until: string | null
}

export interface NewSanction {
  readonly address: string
  readonly reason?: string
  readonly by?: string
  /** Lifetime in seconds; absent means for good. */
  readonly seconds?: number
}

/** What a list gained and lost, after it is in force. */
export interface SanctionChange {
  readonly kind: SanctionKind
  /** `command`: add or remove; `file`: somebody edited the list; `expiry`: the time was up */
  readonly cause: 'command' | 'file' | 'expiry'
  readonly added: readonly Sanction[]
  readonly removed: readonly Sanction[]
}

/** Something that belongs in the log: an edit refused, a broken file put aside, a write that failed by itself. */
export interface SanctionNotice {
  readonly id:
    | 'sanctions/edit-refused'
    | 'sanctions/edit-mended'
    | 'sanctions/set-aside'
    | 'sanctions/expiry-not-written'
    | 'sanctions/state-unreadable'
  readonly level: 'info' | 'warning' | 'error'
  /** Which list; none where it is about the global mute. */
  readonly list?: SanctionKind
  readonly message: Message
}
