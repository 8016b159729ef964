import type { CardFacts, RouteFacts } from './cards.ts'
import type { ServerKind } from './process.ts'

/** Who listens on a port that the server uses. */
export interface ListenerFacts {
  readonly port: number
  readonly use: 'chat' | 'tls' | 'other'
  readonly address: string
  readonly family: 4 | 6
  /** Of the socket's owner, which everybody may see. */
  readonly uid: number
  readonly user: string
  /** null where this user may not see it */
  readonly pid: number | null
  /** Arguments separated by blanks, secrets masked; null with the pid. */
  readonly command: string | null
  readonly unit: string | null
  /** ISO 8601, start of the process */
  readonly since: string | null
  /** `unknown` with the pid */
  readonly kind: ServerKind | 'foreign' | 'unknown'
  /** Whether it is the server that is looked at; null where that cannot be told. */
  readonly isMeant: boolean | null
  /** Connections that wait to be accepted. */
  readonly waiting: number
  /** How many may wait; null where it cannot be told. */
  readonly limit: number | null
}

/** The other end of a connection. */
export interface Peer {
  readonly address: string
  readonly port: number
}

/** TCP sockets of the chat ports as the kernel has them. */
export interface SocketFacts {
  /** Names as `ss` has them: ESTAB, SYN-RECV, CLOSE-WAIT, TIME-WAIT, … */
  readonly byState: Readonly<Record<string, number>>
  /** Established ones by the other side's address, most first. */
  readonly byPeer: readonly { readonly address: string; readonly count: number }[]
  /** Established, and accepted by no process in two looks. */
  readonly unaccepted: number
  /** Established, with bytes that nobody has read between two looks. */
  readonly unread: readonly Peer[]
  /** The other side has hung up, and the server has not: CLOSE-WAIT in two looks. */
  readonly halfClosed: readonly Peer[]
  /** Established in more than one look, and unknown to the server; null where it cannot be asked. */
  readonly unknownToServer: readonly Peer[] | null
  /** Connections that were lost because nobody accepted them: all since boot, of all programs, and between two looks. */
  readonly overflows: { readonly sinceBoot: number; readonly now: number } | null
}

/** A folder or file that the user of the service may not pass or read. */
export interface ShutPlace {
  readonly path: string
  readonly kind: 'folder' | 'file'
  /** A group, other than root's, whose members may. */
  readonly openTo: string | null
}

/** A certificate as the server would read it. */
export interface CertificateFacts {
  readonly cert: string
  readonly key: string
  /** Why one of the files cannot be read, or is none of its kind, by the name of its path; null when both can. */
  readonly error: { readonly path: string; readonly code: string } | null
  /** Whether the key belongs to the certificate; null where the key cannot be read. */
  readonly keyFits: boolean | null
  /** The one of both files that the user of the service may not read; null where there is none, or it cannot be told. */
  readonly closedToService: string | null
  /** What keeps him from both; absent in records of before. */
  readonly shut?: readonly ShutPlace[]
  /** ISO 8601 */
  readonly validFrom: string | null
  readonly validTo: string | null
  /** Until `validTo`, at the time of the look; negative when it is over. */
  readonly daysLeft: number | null
  /** True before `validFrom`. */
  readonly isEarly: boolean
}

/** What this machine's network says to the configuration. */
export interface NetworkFacts {
  /** Every address of this machine, loopback too. */
  readonly addresses: readonly string[]
  /** The configured addresses and what they stand for here; an error code where a name cannot be resolved. */
  readonly listen: readonly {
    readonly use: 'chat' | 'tls'
    readonly host: string
    readonly port: number
    readonly addresses: readonly string[]
    readonly error: string | null
  }[]
  /** A program may bind addresses that the machine does not have. */
  readonly nonlocalBind: boolean
  /** null where no TLS port is configured */
  readonly certificate: CertificateFacts | null
  /** What leads out of this machine; null where it cannot be seen, absent in records of before. */
  readonly cards?: readonly CardFacts[] | null
  readonly routes?: RouteFacts | null
}
