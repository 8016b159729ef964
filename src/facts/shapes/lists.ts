import type { Message } from '../../messages/index.ts'

/** A ban or mute list on disk, read as the server reads it. */
export interface ListFacts {
  readonly kind: 'ban' | 'mute'
  readonly path: string
  readonly exists: boolean
  /** Addresses and ranges; of a broken list those that can be saved. */
  readonly entries: readonly string[]
  /** Entries that are no address and no range: they have no effect. */
  readonly invalid: readonly string[]
  /** Why the list cannot be used, with file, line and column. */
  readonly problem: Message | null
}
