/**
 * What a log line may carry besides its time, level, event and message: one flat list, so that every event speaks of
 * the same thing by the same name. Texts are raw; the log makes them safe.
 */
export interface LogFields {
  /** Address of the client. */
  readonly ip?: string | undefined
  /** Name of the client. */
  readonly user?: string | undefined
  /** Whom a text is for; `所有人` for all; absent under the v6 rules. */
  readonly target?: string | undefined
  /** What was said; absent where private texts are not to be logged. */
  readonly text?: string | undefined
  /** Name of an uploaded file. */
  readonly file?: string | undefined
  readonly fileId?: string | undefined
  readonly bytes?: number | undefined
  /** Why the server did it: the text that was sent, or an operator's words. */
  readonly reason?: string | undefined
  /** Why something failed, in one sentence. */
  readonly error?: string | undefined
  /** Permanent error id such as `server/address-in-use`, or an errno name. */
  readonly code?: string | undefined
  readonly stack?: string | undefined
  readonly host?: string | undefined
  readonly port?: number | undefined
  readonly tls?: boolean | undefined
  /** Who did it: the operator's login, `console`, `SIGHUP`. */
  readonly by?: string | undefined
  readonly count?: number | undefined
  /** Which list: bans or mutes. */
  readonly list?: 'ban' | 'mute' | undefined
  /** Entry of a list: an address or a CIDR range. */
  readonly address?: string | undefined
  /** ISO 8601 end of a sanction. */
  readonly until?: string | undefined
  readonly seconds?: number | undefined
  /** Old and new name, or old and new level. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** Path on this host. */
  readonly path?: string | undefined
  /** Key or keys of the configuration, joined with commas. */
  readonly keys?: string | undefined
  readonly line?: number | undefined
  readonly column?: number | undefined
  readonly signal?: string | undefined
  readonly pid?: number | undefined
  readonly version?: string | undefined
  readonly ms?: number | undefined
}
