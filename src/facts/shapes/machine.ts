/** Memory of the machine and, where there is one, the limit around the service. */
export interface MemoryFacts {
  readonly totalBytes: number
  readonly availableBytes: number
  readonly swapTotalBytes: number
  readonly swapFreeBytes: number
  /** Processes killed for want of memory since boot; null where the kernel does not count. */
  readonly oomKills: number | null
  /** The newest of them, oldest first; null where the kernel's log may not be read. */
  readonly killed: readonly { readonly time: string | null; readonly victim: string }[] | null
  /** The control group of the unit: its limit, what its programs hold, and kills inside it. */
  readonly group: {
    readonly limitBytes: number | null
    readonly usedBytes: number
    readonly oomKills: number
  } | null
  /** `avg60` of /proc/pressure/memory: percent of the time that something waited for memory. */
  readonly pressure: number | null
}

export interface LoadFacts {
  readonly load1: number
  readonly load5: number
  readonly cpus: number
  /** `avg60` of /proc/pressure/cpu and io, percent; null where the kernel does not tell. */
  readonly cpuPressure: number | null
  readonly ioPressure: number | null
  /** Percent of a short sample in which a processor was idle only because it waited for a disk. */
  readonly ioWait: number | null
  /** The busiest disk of that sample, percent of the time. */
  readonly busiestDisk: { readonly name: string; readonly percent: number } | null
}

export interface ClockFacts {
  /** null where the system does not tell */
  readonly synchronized: boolean | null
  /**
   * The service that asks time servers: whether there is one, and it is switched on; `host` in a container, which has the clock
   * of another machine. Absent in records of before.
   */
  readonly service?: 'none' | 'off' | 'on' | 'host'
  /** ISO 8601 */
  readonly bootedAt: string | null
}

/** Kernel settings by their sysctl name; those that this machine does not have are left out. */
export interface KernelFacts {
  readonly settings: Readonly<Record<string, string>>
  /** Those that /etc/sysctl.conf sets: it is read last. Absent in records of before. */
  readonly inSysctlConf?: readonly string[]
  readonly openFiles: { readonly used: number; readonly limit: number } | null
}

/** A copy of chatctl. */
export interface UnitPackage {
  /** Folder of its package.json. */
  readonly root: string
  /** Packages and files of it that it loads and that are not there. */
  readonly missing: readonly string[]
}

/** What the server runs on: our Node and packages, or the old server's Python and modules. */
export interface RuntimeFacts {
  /** Version of chatctl that asks. */
  readonly chatctl: string
  /** Node of this process. */
  readonly node: string
  readonly nodeSupported: boolean
  /** How this chatctl was started, as it can be typed again: Node and its script. */
  readonly asker?: readonly string[]
  /** Packages of this installation that cannot be loaded. */
  readonly missing: readonly string[]
  /** What the unit would run; null without a unit, or where it is something else. */
  readonly ofUnit:
    | {
        readonly kind: 'node'
        readonly program: string
        readonly version: string | null
        readonly supported: boolean | null
        /** Another copy of chatctl than the one that asks; null where it is the same, or may not be looked at. */
        readonly copy?: UnitPackage | null
      }
    | {
        readonly kind: 'python'
        readonly program: string
        readonly script: string
        readonly version: string | null
        /** null where the script cannot be read or Python cannot be asked */
        readonly missingModules: readonly string[] | null
      }
    | null
}

/** What is done around the server now and then. */
export interface UpkeepFacts {
  /** The newest backup found; null where there is none. */
  readonly backup: {
    readonly path: string
    /** ISO 8601 */
    readonly made: string
    readonly bytes: number
    /** Whether the archive can be read to its end; null where it was not tried. */
    readonly readable: boolean | null
  } | null
  /** Folders in which a backup was looked for. */
  readonly backupFolders: readonly string[]
  /** Those of them that this user may not look into. */
  readonly deniedBackupFolders: readonly string[]
  /** Names of timers and lines of crontabs that watch or back up the server, without their arguments. */
  readonly schedules: readonly string[]
  /** Crontabs that this user may not read. */
  readonly unreadableSchedules: readonly string[]
  /** ISO 8601, of the last installation or upgrade of a system package; null where that is not recorded */
  readonly packagesChanged: string | null
  readonly rebootRequired: boolean
}
