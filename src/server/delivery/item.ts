/** A file on its way to one client: read piece by piece as the client takes it, never whole in memory. */
export interface Streamed {
  /** About how long the frame is going to be; none of it is in memory before it is sent. */
  readonly bytes: number
  /**
   * Opens the frame when its turn has come.
   *
   * @returns the frame in pieces; a file that has become unreadable gives another frame, which says so
   */
  open(): Promise<AsyncIterable<Buffer> | Buffer>
}

/** What stands in a client's queue: bytes of whole frames, or a frame that is made when it is sent. */
export type Item = Buffer | Streamed
