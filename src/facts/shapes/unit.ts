/** The unit as `systemctl show` has it. */
export interface UnitState {
  readonly name: string
  /** loaded, not-found, masked, bad-setting, error */
  readonly loadState: string
  /** It is one of the systemd of a user, its `user`: the machine has none of that name. */
  readonly isOfUser?: true
  /** A user whose systemd could not be asked whether it has one: the machine has none. */
  readonly untoldUser?: string
  /** active, inactive, failed, activating, deactivating, reloading */
  readonly activeState: string
  readonly subState: string
  /** success, exit-code, signal, oom-kill, watchdog, start-limit-hit, … */
  readonly result: string
  /** Of the last main process; null while it has not ended or ended by a signal. */
  readonly exitCode: number | null
  /** Number of the signal that ended the last main process. */
  readonly signal: number | null
  readonly restarts: number
  /** enabled, disabled, static, masked, … */
  readonly enabled: string
  readonly type: string
  /** Secrets masked. */
  readonly execStart: readonly string[]
  readonly user: string | null
  readonly group: string | null
  readonly workingDirectory: string | null
  /** Names alone: values may be secrets. */
  readonly environmentNames: readonly string[]
  /** 0 where none runs. */
  readonly mainPid: number
  /** ISO 8601, of the last change of state. */
  readonly since: string | null
  readonly fragmentPath: string | null
  /** LimitNOFILE; null for infinity */
  readonly openFilesLimit: number | null
  /** The unit file or a drop-in changed since systemd read it. */
  readonly needsReload: boolean
  /** Why systemd could not load it. */
  readonly loadError: string | null
  /** Groups that its user is given besides his own. */
  readonly supplementaryGroups: readonly string[]
  /** systemd makes up the user when the unit starts. */
  readonly dynamicUser: boolean
  /** Capabilities that its processes keep though they are not root's, such as `cap_net_bind_service`. */
  readonly ambientCapabilities: readonly string[]
  /** What the unit file keeps it from, whatever owner and mode say. */
  readonly sandbox: Sandbox
  /** `systemctl freeze` holds its processes. */
  readonly frozen: boolean
  /** `Restart=`: no, on-failure, always, … */
  readonly restart: string
}

/** Where a unit may write; of rules for folders in one another the innermost counts. */
export interface Sandbox {
  readonly readOnly: readonly {
    readonly path: string /** Such as `ProtectSystem=strict`. */
    readonly by: string
  }[]
  readonly writable: readonly string[]
}

/** The unit that runs, or should run, the server, and whether what it names is there. */
export interface UnitFacts extends UnitState {
  /** Whether its user is one of this machine. */
  readonly userExists: boolean
  /** Paths of its program, its script and its working folder that are not there, or cannot be used as what they are. */
  readonly unusable: readonly {
    readonly role: 'program' | 'script' | 'folder'
    readonly path: string
    readonly why: 'missing' | 'not-executable' | 'wrong-kind'
  }[]
}
