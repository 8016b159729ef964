import type { Observed } from '../host/observed.ts'
import type { CanaryFacts } from './shapes/canary.ts'
import type { ConfigFacts } from './shapes/config.ts'
import type { FirewallFacts } from './shapes/firewall.ts'
import type { JournalFacts } from './shapes/journal.ts'
import type { ListFacts } from './shapes/lists.ts'
import type { LiveFacts } from './shapes/live.ts'
import type { LogFacts } from './shapes/log.ts'
import type {
  ClockFacts,
  KernelFacts,
  LoadFacts,
  MemoryFacts,
  RuntimeFacts,
  UpkeepFacts,
} from './shapes/machine.ts'
import type { ListenerFacts, NetworkFacts, SocketFacts } from './shapes/network.ts'
import type { PathFacts } from './shapes/paths.ts'
import type { ProcessFacts } from './shapes/process.ts'
import type { SelfFacts } from './shapes/self.ts'
import type { StorageFacts } from './shapes/storage.ts'
import type { UnitFacts } from './shapes/unit.ts'

/** Everything that checks judge; the order is the one in which a record lists them. */
export interface FactValues {
  readonly self: SelfFacts
  readonly unit: UnitFacts
  readonly journal: JournalFacts
  readonly processes: readonly ProcessFacts[]
  readonly listeners: readonly ListenerFacts[]
  readonly sockets: SocketFacts
  readonly network: NetworkFacts
  readonly firewall: FirewallFacts
  readonly config: ConfigFacts
  readonly paths: readonly PathFacts[]
  readonly storage: StorageFacts
  readonly lists: readonly ListFacts[]
  readonly live: LiveFacts
  readonly canary: CanaryFacts
  readonly memory: MemoryFacts
  readonly load: LoadFacts
  readonly clock: ClockFacts
  readonly kernel: KernelFacts
  readonly runtime: RuntimeFacts
  readonly upkeep: UpkeepFacts
  readonly log: LogFacts
}

export type FactName = keyof FactValues

/** The recorded form: what a live host, a bundle or a fixture gives to the checks. Plain data, JSON without loss. */
export type Facts = { readonly [Name in FactName]: Observed<FactValues[Name]> }
