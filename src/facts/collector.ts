import type { LoadedConfig } from '../config/load.ts'
import type { Host } from '../host/host.ts'
import type { Observed } from '../host/observed.ts'
import type { FactName, FactValues, UnitFacts } from './facts.ts'

/** What is looked at: found out first, because every collector needs it. */
export interface Target {
  readonly unit: Observed<UnitFacts>
  /** The configuration that the unit would use, else the one that this shell would. */
  readonly loaded: LoadedConfig
  readonly host: string
  readonly port: number
  /** All ports that the server uses, the chat port first. */
  readonly ports: readonly number[]
  /** `data.directory`, absolute */
  readonly directory: string
  readonly logFile: string
  /** User of the unit, or the owner of the data folder, or this user. */
  readonly serviceUser: { readonly name: string; readonly uid: number; readonly gid: number } | null
}

/** Finds out one fact, within its own time limit. */
export interface Collector<Name extends FactName = FactName> {
  readonly fact: Name
  readonly timeoutMs: number
  collect(host: Host, target: Target, signal: AbortSignal): Promise<Observed<FactValues[Name]>>
}
