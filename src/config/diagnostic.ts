import type { Message } from '../messages/index.ts'

/** Every kind of finding about a configuration. Public and permanent: the same words in JSON output and in the docs. */
export type DiagnosticId =
  | 'config/not-found'
  | 'config/not-a-file'
  | 'config/unreadable'
  | 'config/too-big'
  | 'config/too-complex'
  | 'config/encoding'
  | 'config/byte-order-mark'
  | 'config/comment'
  | 'config/trailing-comma'
  | 'config/syntax'
  | 'config/not-an-object'
  | 'config/duplicate-key'
  | 'config/unknown-key'
  | 'config/unknown-variable'
  | 'config/wrong-type'
  | 'config/wrong-value'
  | 'config/missing-key'
  | 'config/tls-ignored'
  | 'config/published-password'
  | 'config/plain-password'
  | 'config/old-hash'
  | 'config/unknown-hash'

/** One line of the file as it may be shown: secrets masked, control characters replaced, clipped to its screen width. */
export interface FrameLine {
  /** 1-based. */
  readonly number: number
  readonly text: string
  /** Where the marks go, on the line in question only: screen cells to the left, and how many marks. */
  readonly mark?: { readonly left: number; readonly width: number }
}

/** One finding. An `error` means that the configuration cannot be used. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning'
  readonly id: DiagnosticId
  /** Dotted, as in `server.port` or `security.exempt_addresses[0]`; empty for the file as a whole. */
  readonly key: string
  /** Where the value came from when that is not the file: `--port` or `CHATCTL_SERVER_PORT`. */
  readonly origin?: string
  /** 1-based; 0 when there is no such place in the file. */
  readonly line: number
  /** 1-based, in code points; 0 when there is no such place in the file. */
  readonly column: number
  /** UTF-16 offset in the text without its byte order mark. */
  readonly offset: number
  readonly message: Message
  readonly expected?: Message
  /** What probably was meant. */
  readonly hint?: Message
  readonly frame: readonly FrameLine[]
}

/** True when nothing among them forbids starting. */
export function usable(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.every(({ severity }) => severity !== 'error')
}
