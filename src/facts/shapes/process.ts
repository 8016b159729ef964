/** Ours, or one of the original servers. */
export type ServerKind = 'chatctl' | 'python'

/** A running server. */
export interface ProcessFacts {
  readonly pid: number
  readonly kind: ServerKind
  /** Whether it is the server that is looked at; others of this machine are none of its business. */
  readonly isMeant: boolean
  /** Arguments separated by blanks, secrets masked. */
  readonly command: string
  readonly user: string
  readonly uid: number
  /** ISO 8601; null where /proc does not say */
  readonly startedAt: string | null
  readonly uptimeSeconds: number | null
  /** Of one core, over a short sample; null where it is not the server that is looked at. */
  readonly cpuPercent: number | null
  readonly rssBytes: number
  /** null where this user may not see it */
  readonly openFiles: number | null
  readonly openFilesLimit: number | null
  /** R running, S sleeping, D uninterruptible, T stopped, t traced, Z zombie; the same in both looks at it. */
  readonly state: string
  /** The function of the kernel that it waits in; null where this user may not see it, or it waits in none. */
  readonly waitsIn: string | null
  /** null where this user may not see it */
  readonly cwd: string | null
  /** The unit that it belongs to, from its control group. */
  readonly unit: string | null
  /** The config.json that it was started with; null where that cannot be told. */
  readonly configPath: string | null
}
