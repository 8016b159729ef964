import type { NewSanction, Sanction, SanctionChange, SanctionKind, SanctionNotice } from './sanction.ts'

export interface SanctionListOptions {
  readonly kind: SanctionKind
  /** The original's plain JSON array of strings, absolute path. */
  readonly file: string
  /** `data.directory`: journal and lock file; made when the first sanction is written. */
  readonly directory: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly onNotice?: (notice: SanctionNotice) => void
}

/** The ban or the mute list: matched in memory, durable on disk (WIRE 13, 17 #19). */
export class SanctionList {
  readonly kind: SanctionKind

  private constructor(options: SanctionListOptions) {
    this.kind = options.kind
  }

  /** Reads the files and writes nothing. A missing list is an empty one. */
  static async open(options: SanctionListOptions): Promise<SanctionList> {
    return new SanctionList(options)
  }

  /** The sanction in force for an address, or undefined; a Map look-up for an address asked before. */
  match(_address: string): Sanction | undefined {
    return undefined
  }

  /** Those in force, in the order of the file. */
  entries(): Sanction[] {
    return []
  }

  get size(): number {
    return 0
  }

  /** Why the list file as it stands is not in force (file, line, column), or null. */
  get error(): string | null {
    return null
  }

  /**
   * Adds an address or range, or replaces the reason and the expiry of one that is there. Resolves when it is on disk
   * and in force.
   *
   * @throws ChatctlError sanctions/not-an-address, sanctions/locked, sanctions/not-written: nothing has changed then
   */
  async add(_sanction: NewSanction): Promise<Sanction> {
    throw new Error('not built yet')
  }

  /**
   * Removes an address or range however it is spelt (`::ffff:10.0.0.7` is `10.0.0.7`); a range that merely covers the
   * address stays. Resolves when that is on disk; [] where it was not listed.
   *
   * @throws ChatctlError sanctions/locked, sanctions/not-written: nothing has changed then
   */
  async remove(_address: string): Promise<Sanction[]> {
    throw new Error('not built yet')
  }

  /** Reads the list file again now; an unreadable one sets {@link error} and changes nothing. */
  async reload(): Promise<{ readonly added: readonly Sanction[]; readonly removed: readonly Sanction[] }> {
    return { added: [], removed: [] }
  }

  /** Calls the listener after each change that is in force; gives the function that ends it. */
  onChange(_listener: (change: SanctionChange) => void): () => void {
    return () => {}
  }

  /** For the running server: follows hand edits and takes expired entries out of the files, until the signal. */
  watch(_signal: AbortSignal): void {}

  /** Waits for writes under way; neither watches nor expires afterwards. */
  async close(): Promise<void> {}
}
