/** The unit that runs, or should run, the server; from `systemctl show`. */
export interface UnitFacts {
  readonly name: string
  /** loaded, not-found, masked, bad-setting, error */
  readonly loadState: string
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
}
