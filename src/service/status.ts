import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import { collect } from '../facts/collect.ts'
import type { LiveState } from '../facts/shapes/live.ts'
import { findTarget, type Target } from '../facts/target.ts'
import type { Host } from '../host/host.ts'
import type { Installation } from '../host/installation.ts'
import { processInfo } from '../host/proc/process-info.ts'
import { type Ending, lastEnding } from './ending.ts'
import type { Layout } from './layout.ts'
import { needsOfConfig } from './needs-of-config.ts'
import { chooseProgram } from './program.ts'
import { showUnit, type UnitNow } from './show-unit.ts'
import type { Standing } from './step.ts'
import { unitFileStanding } from './unit-file.ts'

/** What there is to know of the service, for people and for programs. */
export interface ServiceState {
  readonly unit: UnitNow
  readonly uptimeSeconds: number | null
  readonly memoryBytes: number | null
  readonly lastEnding: Ending | null
  readonly ports: Target['ports']
  readonly config: string | null
  /** What the server itself answers; null where it was not asked. */
  readonly answers: LiveState | null
  readonly connections: number | null
  /** The unit file beside the one that this version would write. */
  readonly unitFile: Standing
  /** Of a user's service: whether it runs while he is not logged in. */
  readonly lingers: boolean | null
}

const DEADLINE_MS = 4000

/**
 * Looks at the service; nothing is changed.
 *
 * @returns null with the reason where its manager does not answer
 */
export async function serviceState(
  host: Host,
  layout: Layout,
  name: string,
  here: Installation,
): Promise<ServiceState | { readonly unseen: string }> {
  const asked = await showUnit(host, layout.scope, name)
  if (!asked.seen) return { unseen: asked.detail }
  const unit = asked.value
  const { signal } = new AbortController()
  const config = layout.scope === 'user' ? layout.config : undefined
  const target = await findTarget(host, { config, unit: name, signal })
  const [facts, ending, unitFile] = await Promise.all([
    collect(host, target, { names: ['live'], deadlineMs: DEADLINE_MS, signal }),
    lastEnding(host, layout.scope, unit),
    name === layout.name ? compared(host, layout, here) : ('unknown' as const),
  ])
  const live = facts.live.seen ? facts.live.value : null
  const started = unit.mainPid > 0 ? unit.startedAt : null
  return {
    unit,
    uptimeSeconds:
      started === null ? null : Math.max(0, Math.round((host.now() - Date.parse(started)) / 1000)),
    memoryBytes: unit.mainPid > 0 ? (unit.memoryBytes ?? processInfo(unit.mainPid)?.rssBytes ?? null) : null,
    lastEnding: ending,
    // Of a configuration that this user may not read only the defaults are known.
    ports: target.loaded.found && target.loaded.text === '' ? [] : target.ports,
    config: target.loaded.path,
    answers: live?.state ?? null,
    connections: live?.status?.connections.open ?? null,
    unitFile,
    lingers: layout.scope === 'user' ? lingers() : null,
  }
}

async function compared(host: Host, layout: Layout, here: Installation): Promise<Standing> {
  const program = await chooseProgram(host, layout, here, 'auto').catch(() => null)
  return await unitFileStanding(layout, program, await needsOfConfig(layout))
}

function lingers(): boolean | null {
  try {
    return existsSync(`/var/lib/systemd/linger/${userInfo().username}`)
  } catch {
    return null
  }
}
