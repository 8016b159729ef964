/** A frame that goes out piece by piece as its receiver takes it: a file, which is never whole in memory, or a large one. */
export interface Streamed {
  /** About how long the frame is going to be. */
  readonly bytes: number
  /** Bytes of it in memory while it waits; absent for a file. */
  readonly held?: number
  /**
   * Opens the frame when its turn has come.
   *
   * @returns the frame in pieces; a file that has become unreadable gives another frame, which says so
   */
  open(): Promise<AsyncIterable<Buffer> | Buffer>
}

/** What stands in a client's queue: bytes of whole frames, or a frame that is made when it is sent. */
export type Item = Buffer | Streamed
