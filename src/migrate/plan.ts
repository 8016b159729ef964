import { existsSync } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { ChatctlError } from '../errors/chatctl-error.ts'
import type { Host } from '../host/host.ts'
import type { Installation } from '../host/installation.ts'
import type { Message } from '../messages/index.ts'
import { SYSTEM_LAYOUT as LAYOUT } from '../service/layout.ts'
import { type FileStanding, standingOf } from '../service/mark.ts'
import { type InstallPlan, planInstall } from '../service/plan-install.ts'
import { showUnit } from '../service/show-unit.ts'
import { unitPath } from '../service/unit-file.ts'
import { type ConvertedConfig, convertConfig, type MovedPaths } from './convert-config.ts'
import { convertList } from './convert-list.ts'
import { withoutLines } from './find-crontabs.ts'
import type { OldList, Original } from './original.ts'

/** A list, where it comes from and where it will be. */
export interface ListMove extends OldList {
  readonly to: string
}

export interface CronEdit {
  readonly path: string
  readonly lines: readonly string[]
}

/** All that a migration does; nothing is done yet. */
export interface MigrationPlan {
  readonly original: Original
  readonly config: ConvertedConfig & { readonly path: string }
  readonly lists: readonly ListMove[]
  /** Logs that are copied to where the new server writes. */
  readonly logs: readonly { readonly from: string; readonly to: string }[]
  readonly logFile: string
  readonly cron: readonly CronEdit[]
  /** Files that go: what would change the new unit, and second orders for the log. */
  readonly removed: readonly string[]
  readonly install: InstallPlan
  /** What people should know before they agree. */
  readonly notes: readonly Message[]
}

export interface PlanOptions {
  readonly here: Installation
  readonly hasCommand: (id: string) => boolean
}

/**
 * Plans the way from an original server to ours.
 *
 * @returns null where our server has taken over this folder already
 * @throws ChatctlError `migrate/occupied`, `migrate/bad-config`, `service/not-built`
 */
export async function planMigration(
  host: Host,
  original: Original,
  options: PlanOptions,
): Promise<MigrationPlan | null> {
  const moves = original.folder !== (await realOf(LAYOUT.base))
  const ours = await standingOfUnit(host)
  const isOurs = ours === 'older' || ours === 'edited'
  if (isOurs && !moves && original.processes.length === 0) return null
  if (isOurs || (moves && existsSync(LAYOUT.config)))
    throw new ChatctlError('migrate/occupied', { path: isOurs ? unitPath(LAYOUT) : LAYOUT.config })
  refuseStranger(original, ours)
  const lists = await Promise.all(
    original.lists.map(async (list) => ({
      ...list,
      to: await placeOf(list.path, original.folder, LAYOUT.data),
    })),
  )
  const logFile = await placeOf(original.settings.logging.file, original.folder, LAYOUT.logs)
  const config = await convertConfig(
    original.config,
    original.configPath,
    original.rules,
    movedPaths(original, lists, logFile),
  )
  const unit = await showUnit(host, LAYOUT.scope, LAYOUT.name)
  const install = await planInstall(host, LAYOUT, {
    ...options,
    placing: 'auto',
    withTimers: false,
    unit: unit.seen ? unit.value : null,
    configText: config.text,
  })
  const logs = logFile === original.settings.logging.file ? [] : original.logs
  return {
    original,
    config: { ...config, path: moves ? LAYOUT.config : original.configPath },
    lists,
    logFile,
    logs: logs
      .map((from) => ({ from, to: join(dirname(logFile), basename(from)) }))
      .filter(({ to }) => !existsSync(to)),
    cron: original.crontabs,
    removed: [...dropInsOfName(original), ...original.logrotate],
    install,
    notes: [...original.notes, ...listNotes(lists)],
  }
}

/** What a crontab says afterwards. */
export function editedCrontab(text: string, { lines }: CronEdit): string {
  return withoutLines(text, lines)
}

/** Whether the unit file of our name is ours, whatever version wrote it. */
async function standingOfUnit(host: Host): Promise<FileStanding> {
  const read = await host.readText(unitPath(LAYOUT))
  return standingOf('', read.seen ? read.value : null)
}

/** A unit of our name that is neither ours nor the original's would be covered. */
function refuseStranger({ units }: Original, standing: string): void {
  if (standing !== 'foreign' || units.some(({ name }) => name === LAYOUT.name)) return
  throw new ChatctlError('migrate/occupied', { path: unitPath(LAYOUT) })
}

/** They would change the new unit, which bears the same name. */
function dropInsOfName({ units }: Original): string[] {
  const same = units.find(({ name }) => name === LAYOUT.name)
  return (same?.dropIns ?? []).filter((path) => dirname(path).endsWith(`/${LAYOUT.name}.service.d`))
}

/**
 * Where a file of the server goes on: in its place, if the user of the service may make files beside it there.
 *
 * @param otherwise  the folder for one that cannot stay
 */
async function placeOf(path: string, folder: string, otherwise: string): Promise<string> {
  if (isBelow(path, folder)) {
    const isHere = folder === (await realOf(LAYOUT.base))
    return isHere ? path : join(LAYOUT.base, relative(folder, path))
  }
  if (isBelow(path, LAYOUT.base) || isBelow(path, LAYOUT.logs)) return path
  const beside = await stat(dirname(path)).catch(() => null)
  const isOfService = beside !== null && beside.uid !== 0 && !CLOSED.test(path)
  return isOfService ? path : join(otherwise, basename(path))
}

/** What the unit keeps the server from, or what is emptied. */
const CLOSED = /^\/(?:home|root|tmp|var\/tmp|run)\//

function movedPaths({ settings, folder }: Original, lists: readonly ListMove[], logFile: string): MovedPaths {
  const all = {
    'logging.file': [settings.logging.file, logFile],
    'data.banned_ips_file': [settings.data.banned_ips_file, lists[0]?.to],
    'data.muted_ips_file': [settings.data.muted_ips_file, lists[1]?.to],
  } as const
  const changed = Object.entries(all).filter(([, [before, after]]) => {
    // A relative path means the same beside the new configuration.
    if (after === undefined || before === after) return false
    return resolve(LAYOUT.base, relative(folder, before)) !== after || !isBelow(before, folder)
  })
  return Object.fromEntries(changed.map(([key, [, after]]) => [key, after]))
}

function listNotes(lists: readonly ListMove[]): Message[] {
  return lists.flatMap(({ content, path }) => {
    const { dropped } = content === null ? { dropped: [] } : convertList(content, path)
    if (dropped.length === 0) return []
    return [{ key: 'migrate.note.dropped', values: { path, entries: dropped.join(', ') } } as const]
  })
}

async function realOf(path: string): Promise<string> {
  return await realpath(path).catch(() => path)
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`)
}
