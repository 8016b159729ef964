/** What may be wrong with a log: it is told once per file, and the rest is read. */
type OddityKind =
  /** The last line has no line feed: a crash or a full disk cut it, or it is being written. */
  | 'cut-end'
  /** Bytes that are no UTF-8; they are shown as U+FFFD. */
  | 'not-utf8'
  /** Zero bytes: a file with a hole, or no text at all. */
  | 'binary'
  /** A record that is too long to be read in full. */
  | 'long-record'
  /** The time goes back: the clock was set, or summer time ended. */
  | 'clock-back'
  /** No line looks like one of a log. */
  | 'no-records'
  /** A compressed file that is damaged or not complete. */
  | 'packed-broken'
  /** The file cannot be opened or read. */
  | 'unreadable'

/** One of these in its place. */
export interface Oddity {
  readonly kind: OddityKind
  readonly file: string
  /** In bytes, of the unpacked text where the file is compressed. */
  readonly offset: number
  /** The system's word for it, such as EACCES. */
  readonly code?: string
}
