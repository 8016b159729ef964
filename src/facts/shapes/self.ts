/** The person who asks, and the machine. */
export interface SelfFacts {
  readonly platform: string
  /** `PRETTY_NAME` of os-release, else the platform's name. */
  readonly os: string
  readonly kernel: string
  readonly user: string
  /** -1 where there are no user ids */
  readonly uid: number
  readonly hostname: string
  /** Addresses of this machine, loopback left out. */
  readonly addresses: readonly string[]
  /** Where this SSH session comes from. */
  readonly sshFrom: string | null
  /** User that the service runs, or should run, as; null where that cannot be told. */
  readonly serviceUser: string | null
  /** Its main group, or the one that the unit sets. */
  readonly serviceGroup: string | null
  /** `sudo ` for the commands that this user is shown, empty for root. */
  readonly sudo: string
  /** The unit that is meant, also where none is installed. */
  readonly unitName: string
  /** False where `--config` names another configuration than the unit runs: the unit then says nothing of this server. */
  readonly unitIsMeant: boolean
}
