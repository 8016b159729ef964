import type { Config } from '../config/schema.ts'
import type { NewSanction, Sanction } from '../sanctions/sanction.ts'

export type { NewSanction, Sanction, SanctionKind } from '../sanctions/sanction.ts'

/** Version of this contract; a client that finds another one says so instead of guessing. */
export const CONTROL_VERSION = 1

type Empty = Record<string, never>

/** A connected client as an operator sees it. */
export interface UserInfo {
  readonly id: number
  readonly ip: string
  readonly port: number
  /** null until the first packet names the connection */
  readonly name: string | null
  /** ISO 8601 */
  readonly connectedAt: string
  /** Seconds since the last complete packet. */
  readonly silentFor: number
  /** By the list of mutes; the mute for everybody is in the status. */
  readonly muted: boolean
  /** Bytes that wait because the client does not read fast enough. */
  readonly queuedBytes: number
  readonly tls: boolean
}

/** What the server was like at one moment of the last day. */
export interface Sample {
  /** ISO 8601 */
  readonly at: string
  readonly rssBytes: number
  readonly connections: number
  /** Bytes that waited for slow readers. */
  readonly queuedBytes: number
  /** 99th percentile of the event loop's delay in the minutes before, in ms. */
  readonly delayMs: number
  /** ISO 8601: start of the run that it is of; only of samples that a monitor has kept. */
  readonly startedAt?: string
}

/** The sanction in force and the clients that it hit. */
export interface SanctionResult {
  readonly sanction: Sanction
  readonly affected: readonly UserInfo[]
}

export interface StoredFileInfo {
  readonly id: string
  readonly name: string
  readonly bytes: number
  readonly uploader: string
  readonly ip: string
  /** ISO 8601 */
  readonly uploadedAt: string
  readonly downloads: number
}

/** A changed key of the configuration and whether it is in force. */
export interface ReloadResult {
  readonly generation: number
  /** Keys such as `security.max_message_length` that took effect now. */
  readonly applied: readonly string[]
  /** Keys whose new value needs a restart. */
  readonly needRestart: readonly string[]
  /** The console was locked after wrong passwords, and is open again. */
  readonly unlocked?: boolean
}

/** The configuration that a running server works with. */
export interface SettingsResult {
  /** Without the section `admin`. */
  readonly inForce: Omit<Config, 'admin'>
  /** Keys in which the file (with environment and flags) says something else now; empty also while it cannot be used. */
  readonly differs: readonly { readonly key: string; readonly needsRestart: boolean }[]
}

export interface ListenAddress {
  readonly host: string
  readonly port: number
  readonly tls: boolean
}

/** Counters since the start and gauges of now; the reference is docs/control-socket.md. */
export interface ServerStatus {
  readonly version: string
  readonly pid: number
  /** ISO 8601 */
  readonly startedAt: string
  readonly uptimeSeconds: number
  readonly compatibility: 'v9' | 'v6'
  readonly listening: readonly ListenAddress[]
  readonly config: {
    readonly path: string | null
    readonly generation: number
    readonly error: string | null
  }
  readonly connections: {
    readonly open: number
    readonly named: number
    readonly max: number
    readonly accepted: number
    readonly congested: number
    readonly highest: number
  }
  readonly messages: { readonly in: number; readonly out: number }
  readonly bytes: { readonly in: number; readonly out: number }
  /** Refused at the door, by reason: banned, full, per-address, rate. */
  readonly refused: Readonly<Record<string, number>>
  /** Ended by the server, by reason: kicked, banned, heartbeat, slow-reader, flood, protocol, … */
  readonly dropped: Readonly<Record<string, number>>
  readonly queue: { readonly bytes: number; readonly highWaterBytes: number }
  readonly pendingFrameBytes: number
  /** Milliseconds. */
  readonly eventLoopDelay: { readonly p50: number; readonly p99: number; readonly max: number }
  readonly rssBytes: number
  readonly log: {
    readonly level: string
    readonly file: string | null
    readonly writeErrors: number
    readonly lastError: string | null
    /** Lines are held back in memory now, because they cannot be written. */
    readonly failing: boolean
    /** Lines that will never be in the file. */
    readonly lost: number
  }
  readonly files: { readonly count: number; readonly bytes: number }
  readonly bans: number
  readonly mutes: number
  readonly globalMute: boolean
  readonly console: { readonly protected: boolean; readonly locked: boolean }
  /** Why a hand edit of a ban or mute list is not in force, or null. */
  readonly listErrors: { readonly ban: string | null; readonly mute: string | null }
}

/** Answer to a password attempt (WIRE: three failures lock the console until it is unlocked). */
export type LoginResult =
  | { readonly ok: true; readonly required: boolean }
  | { readonly ok: false; readonly failures: number; readonly allowed: number; readonly locked: boolean }

/** What happened in the chat, for `console` and other followers. */
export interface ChatEvent {
  /** ISO 8601 */
  readonly time: string
  readonly level: string
  /** Id of the log event, such as `chat/text`. */
  readonly event: string
  readonly ip?: string
  readonly user?: string
  readonly message: string
}

/** What can be recorded of the running server's inside. */
export type DebugKind = 'heap' | 'cpu' | 'handles'

/** What a recording would cost. */
export interface DebugPlan {
  readonly kind: DebugKind
  /** Where the file will be; for the user of the server alone. */
  readonly folder: string
  /** Null where the system does not tell. */
  readonly freeBytes: number | null
  /** More than the file will have. */
  readonly needBytes: number
  /** How long nobody is served, about. */
  readonly pauseMs: number
  readonly needMemoryBytes: number
  readonly freeMemoryBytes: number
  readonly clients: number
}

/** A recording that was begun. */
export interface DebugJob {
  readonly kind: DebugKind
  readonly path: string
  readonly state: 'running' | 'done' | 'failed'
  readonly bytes: number
  /** How long nobody was served. */
  readonly pauseMs: number
  /** Why it failed: an errno name or a sentence. */
  readonly code: string | null
}

/** One table types both ends of the control socket. */
export interface ControlMethods {
  hello: {
    params: Empty
    result: { readonly version: number; readonly server: string; readonly pid: number }
  }
  login: { params: { readonly password?: string }; result: LoginResult }
  status: { params: Empty; result: ServerStatus }
  settings: { params: Empty; result: SettingsResult }
  users: { params: Empty; result: readonly UserInfo[] }
  ban: { params: NewSanction; result: SanctionResult }
  unban: {
    params: { readonly address: string; readonly by?: string }
    result: { readonly removed: readonly Sanction[] }
  }
  bans: { params: Empty; result: readonly Sanction[] }
  mute: { params: NewSanction; result: SanctionResult }
  unmute: {
    params: { readonly address: string; readonly by?: string }
    result: { readonly removed: readonly Sanction[] }
  }
  mutes: { params: Empty; result: readonly Sanction[] }
  gmute: {
    params: { readonly on: boolean; readonly by?: string }
    result: { readonly on: boolean; readonly changed: boolean }
  }
  /** With `called`, only those who bear that name; with `id`, only that connection. */
  kick: {
    params: {
      readonly address: string
      readonly called?: string
      readonly id?: number
      readonly by?: string
    }
    result: { readonly kicked: readonly UserInfo[] }
  }
  /** With `called`, only those who bear that name now. */
  rename: {
    params: {
      readonly address: string
      readonly called?: string
      readonly name: string
      readonly by?: string
    }
    result: { readonly renamed: readonly { readonly from: string; readonly to: string }[] }
  }
  say: { params: { readonly text: string; readonly by?: string }; result: { readonly receivers: number } }
  samples: { params: Empty; result: readonly Sample[] }
  files: { params: Empty; result: readonly StoredFileInfo[] }
  /** A token for two canaries: connections that nobody notices and that need no free place. */
  canary: { params: Empty; result: { readonly token: string; readonly expiresInMs: number } }
  save: { params: Empty; result: Empty }
  reload: { params: Empty; result: ReloadResult }
  rotate: {
    params: { readonly as: 'number' | 'clear' }
    /** Where what was logged so far is now; null where that is nothing. */
    result: { readonly to: string | null }
  }
  loglevel: {
    params: { readonly level?: string; readonly seconds?: number }
    result: { readonly level: string /** ISO 8601 */; readonly revertsAt: string | null }
  }
  'debug-plan': {
    params: { readonly kind: DebugKind; readonly seconds?: number }
    result: DebugPlan
  }
  /** Answers at once; `debug-state` tells when it is done. `seconds` is for the CPU profile. */
  'debug-start': {
    params: { readonly kind: DebugKind; readonly seconds?: number; readonly by?: string }
    result: DebugJob
  }
  'debug-state': { params: Empty; result: { readonly job: DebugJob | null } }
  shutdown: { params: { readonly by?: string }; result: { readonly pid: number } }
}

export type ControlMethod = keyof ControlMethods

/** Methods that answer with a stream of values until the caller leaves. */
export interface ControlStreams {
  events: { params: { readonly level?: string }; item: ChatEvent }
}

export type ControlStream = keyof ControlStreams
