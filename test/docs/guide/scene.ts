/** One answer of the guide: a fault on a machine where all was well, and the one command that finds or ends it. */
export interface Scene {
  /** Name of its block on the pages. */
  readonly id: string
  /** Shell script, run by root, that brings the fault about. */
  readonly fault?: string
  /** What the reader types. `sudo` means root; without it an ordinary user is enough, and is used. */
  readonly command: string
  /** Whether it is typed on the laptop of a user, instead of on the server. */
  readonly onLaptop?: true
  /** Shell script, run by root, that ends what the machine's ordinary reset does not. */
  readonly release?: string
  /** Run by every `npm test`; the others by `npm run guide -- --check`. */
  readonly quick?: true
  /** Numbers are measured, and differ from run to run. */
  readonly figures?: true
  /** Its lines are events that come in one order or another. */
  readonly unordered?: true
  /** The command changes something, or bears no second one beside it: each language has the machine for itself. */
  readonly alone?: true
}
