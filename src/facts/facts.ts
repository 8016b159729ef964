import type { Diagnostic } from '../config/diagnostic.ts'
import type { Config } from '../config/schema.ts'
import type { ServerStatus, UserInfo } from '../control/methods.ts'
import type { Observed } from '../host/observed.ts'

/** The unit that runs, or should run, the server; from `systemctl show`. */
export interface UnitFacts {
  readonly name: string
  /** loaded, not-found, masked, bad-setting, error */
  readonly loadState: string
  /** active, inactive, failed, activating, deactivating */
  readonly activeState: string
  readonly subState: string
  /** success, exit-code, signal, oom-kill, watchdog, start-limit-hit, … */
  readonly result: string
  readonly exitCode: number | null
  readonly signal: string | null
  readonly restarts: number
  /** enabled, disabled, static, masked, … */
  readonly enabled: string
  readonly execStart: readonly string[]
  readonly user: string | null
  readonly group: string | null
  readonly workingDirectory: string | null
  /** Names alone: values may be secrets. */
  readonly environmentNames: readonly string[]
  readonly mainPid: number
  /** ISO 8601 */
  readonly since: string | null
  readonly fragmentPath: string | null
  /** The config.json that ExecStart (or its working folder) leads to. */
  readonly configPath: string | null
}

/** One line of the unit's journal, newest last. */
export interface JournalLine {
  /** ISO 8601 */
  readonly time: string
  /** syslog priority, 0 gravest */
  readonly priority: number
  readonly message: string
}

export type ServerKind = 'chatctl' | 'python'

/** A running server, ours or the old Python one. */
export interface ProcessFacts {
  readonly pid: number
  readonly kind: ServerKind
  readonly command: string
  readonly user: string
  readonly uid: number
  readonly uptimeSeconds: number
  /** Of one core, over a short sample; null where it was not sampled. */
  readonly cpuPercent: number | null
  readonly rssBytes: number
  readonly openFiles: number | null
  readonly openFilesLimit: number | null
  /** R running, S sleeping, D uninterruptible, T stopped, Z zombie */
  readonly state: string
  readonly cwd: string | null
  /** The unit that it belongs to, from its cgroup. */
  readonly unit: string | null
}

/** Who listens on a port. */
export interface ListenerFacts {
  readonly port: number
  readonly address: string
  readonly family: 4 | 6
  /** null where this user may not see it */
  readonly pid: number | null
  readonly command: string | null
  readonly user: string | null
  readonly unit: string | null
  /** ISO 8601 */
  readonly since: string | null
  readonly kind: ServerKind | 'foreign' | 'unknown'
}

/** TCP sockets of the chat port as the kernel has them. */
export interface SocketFacts {
  /** ESTAB, SYN-RECV, CLOSE-WAIT, TIME-WAIT, … */
  readonly byState: Readonly<Record<string, number>>
  /** Established ones by the other side's address, most first. */
  readonly byPeer: readonly { readonly address: string; readonly count: number }[]
  /** Accept queue of the listener and its limit, where the kernel tells. */
  readonly backlog: { readonly waiting: number; readonly limit: number } | null
}

/** config.json as it lies on disk. */
export interface ConfigFacts {
  readonly path: string | null
  readonly found: boolean
  readonly bytes: number
  /** utf-8, utf-8-bom, utf-16, other */
  readonly encoding: string
  readonly diagnostics: readonly Diagnostic[]
  /** Settings in force after defaults and overrides, without secrets; null where the file cannot be used. */
  readonly settings: Omit<Config, 'admin'> | null
  readonly password: {
    readonly enabled: boolean
    readonly form: 'none' | 'argon2' | 'bcrypt' | 'sha256' | 'plain' | 'unknown'
    /** One of the two published defaults. */
    readonly published: boolean
    /** Length of a plain password; null for a hash. */
    readonly length: number | null
  }
  readonly mode: number | null
  readonly owner: string | null
  readonly origins: Readonly<Record<string, string>>
}

/** What the running server says of itself. */
export interface LiveFacts {
  readonly state: 'running' | 'down' | 'stale' | 'unreachable' | 'hung' | 'denied' | 'several'
  readonly socket: string | null
  readonly pid: number | null
  readonly status: ServerStatus | null
  readonly users: readonly UserInfo[] | null
  /** Dotted keys that differ between the running and the configuration on disk. */
  readonly staleKeys: readonly { readonly key: string; readonly needsRestart: boolean }[] | null
}

export type PathRole =
  | 'config'
  | 'config-folder'
  | 'log'
  | 'log-folder'
  | 'data-folder'
  | 'uploads'
  | 'ban-list'
  | 'mute-list'
  | 'runtime-folder'
  | 'program'

/** One file or folder that the server needs. */
export interface PathFacts {
  readonly role: PathRole
  readonly path: string
  readonly exists: boolean
  readonly kind: 'file' | 'folder' | 'link' | 'other' | null
  readonly owner: string | null
  readonly group: string | null
  readonly mode: number | null
  readonly bytes: number | null
  /** As the service user; null where that cannot be told. */
  readonly readable: boolean | null
  readonly writable: boolean | null
}

/** A filesystem that the server writes to. */
export interface DiskFacts {
  readonly mount: string
  readonly type: string
  readonly roles: readonly PathRole[]
  readonly totalBytes: number
  readonly freeBytes: number
  readonly totalInodes: number
  readonly freeInodes: number
  readonly readOnly: boolean
}

export interface StorageFacts {
  readonly disks: readonly DiskFacts[]
  /** The log with its rotated files. */
  readonly logBytes: number
  readonly logFiles: readonly {
    readonly path: string
    readonly bytes: number /** ISO 8601 */
    readonly modified: string
  }[]
  /** Log files that are deleted but still open, by the server's descriptors. */
  readonly deletedOpenBytes: number | null
}

/** A ban or mute list on disk. */
export interface ListFacts {
  readonly kind: 'ban' | 'mute'
  readonly path: string
  readonly exists: boolean
  readonly entries: readonly string[]
  /** Entries that are no address and no range. */
  readonly invalid: readonly string[]
  readonly error: { readonly line: number; readonly column: number; readonly detail: string } | null
}

export interface MemoryFacts {
  readonly totalBytes: number
  readonly availableBytes: number
  readonly swapTotalBytes: number
  readonly swapFreeBytes: number
  /** Killed for want of memory, newest last; null where the kernel log may not be read. */
  readonly oomKills: readonly { readonly time: string | null; readonly victim: string }[] | null
  /** `avg60` of /proc/pressure/memory, percent. */
  readonly pressure: number | null
}

export interface LoadFacts {
  readonly load1: number
  readonly load5: number
  readonly cpus: number
  readonly cpuPressure: number | null
  readonly ioPressure: number | null
  /** Percent of the time since boot or of a sample. */
  readonly ioWait: number | null
}

export interface ClockFacts {
  readonly synchronized: boolean | null
  /** ISO 8601 */
  readonly bootedAt: string
  /** Seconds by which the newest log line is in the future; 0 in ordinary times. */
  readonly logAheadSeconds: number
}

/** Kernel settings by their sysctl name. */
export type KernelFacts = Readonly<Record<string, string>>

/** What the firewall does with the chat port. */
export interface FirewallFacts {
  readonly tools: readonly {
    readonly tool: 'ufw' | 'firewalld' | 'nftables' | 'iptables' | 'netsh' | 'pf'
    readonly active: boolean
    readonly port: 'open' | 'closed' | 'unknown'
    /** The rule or policy that decides. */
    readonly rule: string | null
  }[]
}

export interface RuntimeFacts {
  readonly node: string
  readonly nodeSupported: boolean
  readonly chatctl: string
  /** Packages that cannot be loaded; [] when all can. */
  readonly missing: readonly string[]
  /** For an old installation: Server.py's modules beside it. */
  readonly python: { readonly version: string | null; readonly missingModules: readonly string[] } | null
}

/** What the recent log says, in numbers. */
export interface LogFacts {
  readonly lastHour: Readonly<Record<string, number>>
  readonly lastDay: Readonly<Record<string, number>>
  /** Events of WARNING and above in the last day, by id and level. */
  readonly events: readonly {
    readonly event: string
    readonly level: string
    readonly count: number
    readonly last: string
    readonly example: string
  }[]
  readonly lastStart: string | null
  readonly lastStop: string | null
  readonly lastCrash: { readonly time: string; readonly error: string } | null
  readonly heartbeatTimeouts: readonly { readonly address: string; readonly count: number }[]
  /** Banned addresses that asked to come in during the last day. */
  readonly bannedAsking: readonly { readonly address: string; readonly count: number }[]
  readonly bytesPerDay: number | null
}

/** One hop of the canary: two clients join, one speaks, the other must hear it. */
export interface CanaryFacts {
  readonly hops: readonly {
    readonly address: string
    readonly port: number
    readonly outcome:
      | 'ok'
      | 'refused'
      | 'timeout'
      | 'reset'
      | 'banned'
      | 'full'
      | 'rate'
      | 'per-address'
      | 'muted'
      | 'no-echo'
      | 'not-chat'
      | 'unreachable'
    readonly detail: string
    readonly connectMs: number | null
    readonly welcomeMs: number | null
    readonly echoMs: number | null
  }[]
}

/** The person who asks, and the machine. */
export interface SelfFacts {
  readonly platform: string
  readonly os: string
  readonly kernel: string
  readonly user: string
  readonly uid: number
  readonly hostname: string
  /** Addresses of this machine. */
  readonly addresses: readonly string[]
  /** Where this SSH session comes from. */
  readonly sshFrom: string | null
  /** User that the service runs (or should run) as. */
  readonly serviceUser: string | null
}

/** Everything that checks judge. */
export interface FactValues {
  readonly self: SelfFacts
  readonly unit: UnitFacts
  readonly journal: readonly JournalLine[]
  readonly processes: readonly ProcessFacts[]
  readonly listeners: readonly ListenerFacts[]
  readonly sockets: SocketFacts
  readonly config: ConfigFacts
  readonly live: LiveFacts
  readonly paths: readonly PathFacts[]
  readonly storage: StorageFacts
  readonly lists: readonly ListFacts[]
  readonly memory: MemoryFacts
  readonly load: LoadFacts
  readonly clock: ClockFacts
  readonly kernel: KernelFacts
  readonly firewall: FirewallFacts
  readonly runtime: RuntimeFacts
  readonly log: LogFacts
  readonly canary: CanaryFacts
}

export type FactName = keyof FactValues

/** The recorded form: what a live host, a bundle or a fixture gives to the checks. */
export type Facts = { readonly [Name in FactName]: Observed<FactValues[Name]> }
