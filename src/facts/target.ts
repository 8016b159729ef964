import { settingsOf } from '../config/effective.ts'
import { isClosed, type LoadedConfig, loadConfig } from '../config/load.ts'
import type { Config } from '../config/schema.ts'
import { type Instance, readInstance } from '../control/instance.ts'
import type { Host } from '../host/host.ts'
import type { Observed } from '../host/observed.ts'
import { isAlive } from '../store/process-start.ts'
import { type Account, accountOf, accountOfFile, accountOfProcess } from './accounts.ts'
import { findUnit, type Unit } from './find-unit.ts'
import type { UnitState } from './shapes/unit.ts'

/** A port that the server uses. */
interface PortUse {
  readonly use: 'chat' | 'tls'
  /** Address to listen on as configured. */
  readonly host: string
  readonly port: number
}

/** Which server is looked at: found out first, because every collector needs it. */
export interface Target {
  readonly unitName: string
  readonly unit: Observed<Unit>
  /** False where `--config` names another configuration than the unit runs. */
  readonly unitIsMeant: boolean
  /** The configuration that the unit would use, else the one that this shell would. */
  readonly loaded: LoadedConfig
  /** What the unit would load where the meant one is another; else null. */
  readonly unitConfigPath: string | null
  /** Settings in force; where the file is broken, what can be made out of it. */
  readonly settings: Config
  readonly ports: readonly PortUse[]
  /** Who asks may not read the file, and no running server has noted its port down: the ports are the usual ones. */
  readonly portsAreGuessed: boolean
  /** User of the unit, or of the running server, or owner of the data folder, or of config.json, or who asks. */
  readonly serviceUser: Account | null
}

export interface TargetOptions {
  /** Value of `--config`. */
  readonly config?: string | undefined
  /** Name of the systemd unit, without `.service`. */
  readonly unit: string
  readonly signal: AbortSignal
}

/**
 * Finds the server that is meant. Without `--config` it is the one that the unit runs, with the unit's folder, flags and
 * environment (guide, problem 2: what works in a shell may fail in the unit), of the machine or else of a user;
 * without a unit, the one this shell would run.
 */
export async function findTarget(host: Host, options: TargetOptions): Promise<Target> {
  const explicit = options.config
  const found = await findUnit(host, options.unit, explicit, options.signal)
  const here = { explicit, env: host.env, cwd: host.cwd }
  const launch = found.seen ? found.value.launch : null
  const launched = launch === null ? null : await loadConfig(launch)
  const loaded = explicit === undefined && launched !== null ? launched : await loadConfig(here)
  const unit = explicit === undefined ? found : ofMachineUnless(found, launched?.path === loaded.path)
  const installed = unit.seen && unit.value.launch !== null ? unit.value : null
  const ofUnit = installed === null ? null : launched
  const isMeant = installed === null || ofUnit === null || loaded.path === ofUnit.path
  const known = settingsOf(loaded)
  const noted = isClosed(loaded) ? await notedPort(known.data.directory) : null
  const settings = noted === null ? known : { ...known, server: { ...known.server, port: noted } }
  return {
    unitName: options.unit,
    unit,
    unitIsMeant: isMeant,
    loaded,
    unitConfigPath: ofUnit !== null && ofUnit.path !== loaded.path ? ofUnit.path : null,
    settings,
    ports: portsOf(settings),
    portsAreGuessed: isClosed(loaded) && noted === null,
    serviceUser: await serviceUser(host, isMeant ? installed : null, loaded, settings),
  }
}

/** Who names another configuration than the one that his own unit runs does not ask for that unit. */
function ofMachineUnless(unit: Observed<Unit>, isMeant: boolean): Observed<Unit> {
  if (isMeant || !unit.seen || unit.value.ofMachine === undefined) return unit
  return { ...unit, value: { facts: { ...unit.value.ofMachine, isOfUser: true }, launch: null } }
}

function portsOf({ server }: Config): PortUse[] {
  const chat: PortUse = { use: 'chat', host: server.host, port: server.port }
  if (server.tls === undefined) return [chat]
  return [chat, { use: 'tls', host: server.tls.host ?? server.host, port: server.tls.port }]
}

async function serviceUser(
  host: Host,
  unit: Unit | null,
  loaded: LoadedConfig,
  settings: Config,
): Promise<Account | null> {
  if (unit !== null) return await unitUser(host, unit.facts)
  const running = await runningPid(settings.data.directory)
  const itself = running === null ? null : await accountOfProcess(host, running)
  if (itself !== null) return itself
  for (const path of [settings.data.directory, loaded.path]) {
    const owner = path === null ? null : await accountOfFile(host, path)
    if (owner !== null) return owner
  }
  return host.uid < 0 ? null : await accountOf(host, String(host.uid), null)
}

/** As whom the unit runs its server: the process shows it best, with all groups and capabilities that systemd gave it. */
async function unitUser(host: Host, unit: UnitState): Promise<Account | null> {
  const running = unit.mainPid > 0 ? await accountOfProcess(host, unit.mainPid) : null
  if (running !== null || unit.dynamicUser) return running
  return await accountOf(host, unit.user ?? 'root', unit.group, unit.supplementaryGroups)
}

async function runningPid(directory: string): Promise<number | null> {
  return (await runningInstance(directory))?.pid ?? null
}

/** Everybody may read what a server has noted down, where he may enter its folder. */
async function notedPort(directory: string): Promise<number | null> {
  return (await runningInstance(directory))?.port || null
}

async function runningInstance(directory: string): Promise<Instance | null> {
  const instance = await readInstance(directory).catch(() => null)
  return instance !== null && isAlive(instance.pid, instance.processStart) ? instance : null
}
