import type { Config } from '../../config/schema.ts'
import type { Sample, ServerStatus, UserInfo } from '../../control/methods.ts'

export type LiveState =
  /** It answers. */
  | 'running'
  | 'down'
  /** It left its instance file behind, and its process is gone. */
  | 'stale'
  /** Its process lives; its socket is gone, or takes no connections. */
  | 'unreachable'
  /** The socket takes connections, and nobody answers. */
  | 'hung'
  /** Something else answers there. */
  | 'garbled'
  /** This user may not ask. */
  | 'denied'
  /** No configuration says which one is meant, and more than one runs. */
  | 'several'

/** What the running server says of itself over its control socket. */
export interface LiveFacts {
  readonly state: LiveState
  /** The socket that was tried, or that stands in the way. */
  readonly socket: string | null
  /** With `several`. */
  readonly sockets: readonly string[]
  /** From the server, or from its instance file. */
  readonly pid: number | null
  /** Whom one has to be to ask, with `denied`. */
  readonly needs: string | null
  /** Time of the first answer, in ms. */
  readonly answerMs: number | null
  readonly status: ServerStatus | null
  readonly users: readonly UserInfo[] | null
  /** Settings in force, without secrets; null from a server that does not know the question. */
  readonly settings: Omit<Config, 'admin'> | null
  /** Dotted keys in which the configuration on disk differs from the one in force; null as `settings`. */
  readonly differs: readonly { readonly key: string; readonly needsRestart: boolean }[] | null
  /** The last day, oldest first, also of earlier runs where a monitor has kept them; null where nobody has any. */
  readonly samples: readonly Sample[] | null
}
