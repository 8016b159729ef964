import type { Collector } from './collector.ts'
import { canaryCollector } from './collectors/canary.ts'
import { clockCollector } from './collectors/clock.ts'
import { configCollector } from './collectors/config.ts'
import { firewallCollector } from './collectors/firewall.ts'
import { journalCollector } from './collectors/journal.ts'
import { kernelCollector } from './collectors/kernel.ts'
import { listenersCollector } from './collectors/listeners.ts'
import { listsCollector } from './collectors/lists.ts'
import { liveCollector } from './collectors/live.ts'
import { loadCollector } from './collectors/load.ts'
import { logCollector } from './collectors/log.ts'
import { memoryCollector } from './collectors/memory.ts'
import { networkCollector } from './collectors/network.ts'
import { pathsCollector } from './collectors/paths.ts'
import { processesCollector } from './collectors/processes.ts'
import { runtimeCollector } from './collectors/runtime.ts'
import { selfCollector } from './collectors/self.ts'
import { socketsCollector } from './collectors/sockets.ts'
import { storageCollector } from './collectors/storage.ts'
import { unitCollector } from './collectors/unit.ts'
import { upkeepCollector } from './collectors/upkeep.ts'
import type { FactName } from './facts.ts'

/** Every fact with what finds it out. */
export const COLLECTORS: { readonly [Name in FactName]: Collector<Name> } = {
  self: selfCollector,
  unit: unitCollector,
  journal: journalCollector,
  processes: processesCollector,
  listeners: listenersCollector,
  sockets: socketsCollector,
  network: networkCollector,
  firewall: firewallCollector,
  config: configCollector,
  paths: pathsCollector,
  storage: storageCollector,
  lists: listsCollector,
  live: liveCollector,
  canary: canaryCollector,
  memory: memoryCollector,
  load: loadCollector,
  clock: clockCollector,
  kernel: kernelCollector,
  runtime: runtimeCollector,
  upkeep: upkeepCollector,
  log: logCollector,
}
