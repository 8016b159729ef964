import { realpath, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ChatctlError } from '../errors/chatctl-error.ts'
import type { Host } from '../host/host.ts'
import type { Message } from '../messages/index.ts'
import { carryOut } from '../service/carry-out.ts'
import { SYSTEM_LAYOUT as LAYOUT } from '../service/layout.ts'
import { planUninstall } from '../service/plan-uninstall.ts'
import { showUnit } from '../service/show-unit.ts'
import { mustRun, systemctl } from '../service/systemctl.ts'
import { writeAtomic } from '../store/atomic-write.ts'
import { sameAttributes, setAttributes } from '../store/attributes.ts'
import { makeFolder } from '../store/make-folder.ts'
import { syncFolder } from '../store/sync-folder.ts'
import { whySilent } from './answers.ts'
import { convertList } from './convert-list.ts'
import type { OldUnit } from './original.ts'
import {
  attributesOf,
  type KeptFile,
  keptContent,
  readKept,
  type StoredMigration,
  saveMigration,
  sha256,
} from './record.ts'
import { startByHand } from './start-by-hand.ts'

const PATIENCE_MS = 20_000

/** What came of going back. */
export interface WentBack {
  /** Files that are as before again. */
  readonly restored: readonly string[]
  readonly started: readonly string[]
  readonly notes: readonly Message[]
}

/**
 * Brings the original server back: ends and removes our service, puts every file back byte by byte with owner and mode, and
 * starts what ran before. Every step looks at what is there first, so it may be cut off and done again at any point.
 *
 * @throws ChatctlError `migrate/half-back` with what could not be done; give it again then
 */
export async function goBack(host: Host, stored: StoredMigration): Promise<WentBack> {
  const { record } = stored
  const stuck: string[] = []
  const notes: Message[] = []
  const restored: string[] = []
  const attempt = async (what: string, work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (error) {
      stuck.push(`${what}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  await saveMigration({ ...stored, record: { ...record, state: 'going-back' } }).catch(() => {})
  await attempt(`${LAYOUT.name}.service`, async () => await removeOurs(host))
  for (const file of record.files)
    await attempt(file.path, async () => {
      if (await restore(stored, file, notes)) restored.push(file.path)
    })
  for (const { path, ...wanted } of record.attributes)
    await attempt(path, async () => {
      const now = await attributesOf(path)
      if (now !== null && !sameAttributes(now, wanted)) await setAttributes(path, wanted)
    })
  await attempt(
    'systemctl daemon-reload',
    async () => await mustRun(host, systemctl(LAYOUT.scope, 'daemon-reload')),
  )
  const started: string[] = []
  for (const unit of record.units)
    await attempt(`${unit.name}.service`, async () => {
      if (await startAgain(host, unit)) started.push(`${unit.name}.service`)
    })
  for (const old of record.processes)
    await attempt(old.argv.join(' '), async () => {
      started.push(await startByHand(host, old))
    })
  if (stuck.length > 0)
    throw new ChatctlError('migrate/half-back', { stuck: stuck.join('; '), folder: stored.folder })
  await saveMigration({ ...stored, record: { ...record, state: 'back' } })
  const ran = record.units.some(({ active }) => active) || record.processes.length > 0
  const detail = ran && record.port > 0 ? await whySilent(record.host, record.port, PATIENCE_MS) : null
  if (detail !== null) throw new ChatctlError('migrate/old-silent', { port: record.port, detail })
  return { restored, started, notes }
}

/** All that an installation brings, but for the program and its command, which serve the old server as well. */
async function removeOurs(host: Host): Promise<void> {
  const unit = await showUnit(host, LAYOUT.scope, LAYOUT.name)
  const steps = await planUninstall(host, LAYOUT, {
    purge: false,
    force: false,
    unit: unit.seen ? unit.value : null,
  })
  const stays = (target: string) => target === LAYOUT.command || target === LAYOUT.programs
  await carryOut(
    host,
    LAYOUT.scope,
    steps.filter(({ target }) => !stays(target)),
    new AbortController().signal,
  )
}

/** @returns whether the file is as before, and had to be put back */
async function restore(stored: StoredMigration, file: KeptFile, notes: Message[]): Promise<boolean> {
  const { path, role, before, after, to = path, folder } = file
  const now = await readKept(path)
  if (role === 'list') {
    const current = to === path ? now : await readKept(to)
    const old = before === null ? null : await keptContent(stored, file)
    if (current !== null && !holdsTheSame(current.content, old, path))
      return await keepNewerList(file, current.content, notes)
    if (to !== path) await rm(to, { force: true })
  }
  if (before === null) {
    if (now === null || role === 'beside') return false
    await demandPlace(path, folder)
    await rm(path)
    await syncFolder(dirname(path))
    return true
  }
  if (now !== null && sha256(now.content) === before.sha256) {
    if (!sameAttributes(now.attributes, before)) await setAttributes(await realpath(path), before)
    return false
  }
  // What was only copied and has been changed since is somebody's own work.
  if (role === 'beside' && now !== null) return false
  if (role === 'config' && now !== null && after !== undefined && sha256(now.content) !== after)
    await keepAside(stored, path, now.content, notes)
  await makeFolder(dirname(path), 0o755)
  await demandPlace(path, folder)
  await writeAtomic(path, await keptContent(stored, file), before.mode)
  await setAttributes(await realpath(path), before)
  return true
}

/** Whether a list holds what it held before, whichever way it is written. No list is an empty one. */
function holdsTheSame(now: Buffer, before: Buffer | null, path: string): boolean {
  if (before?.equals(now)) return true
  const addresses = (content: Buffer) => convertList(content, path).addresses.toSorted().join()
  return addresses(now) === (before === null ? '' : addresses(before))
}

/** Bans of the time since then stay in force: the old server reads this list as well. */
async function keepNewerList(
  { path, to = path, before, folder }: KeptFile,
  content: Buffer,
  notes: Message[],
): Promise<boolean> {
  if (to !== path) {
    await demandPlace(path, folder)
    await writeAtomic(path, content, before?.mode ?? 0o640)
  }
  if (before !== null) await setAttributes(await realpath(path), before)
  notes.push({ key: 'migrate.back.listStays', values: { path } })
  return false
}

async function keepAside(
  { folder }: StoredMigration,
  path: string,
  content: Buffer,
  notes: Message[],
): Promise<void> {
  const kept = join(folder, 'changed-since', path)
  await makeFolder(dirname(kept), 0o700)
  await writeAtomic(kept, content, 0o600)
  notes.push({ key: 'migrate.back.configKept', values: { path, kept } })
}

/** The folder may belong to the user of the service: a link that was put in its place since is not followed. */
async function demandPlace(path: string, folder: string): Promise<void> {
  const place = await realpath(dirname(path))
  if (place !== folder) throw new Error(`${dirname(path)} leads to ${place} now`)
}

async function startAgain(host: Host, { name, active, enabled }: OldUnit): Promise<boolean> {
  const now = await showUnit(host, LAYOUT.scope, name)
  const isEnabled = now.seen && now.value.enabled.startsWith('enabled')
  if (enabled && !isEnabled) await mustRun(host, systemctl(LAYOUT.scope, 'enable', name))
  if (!active) return false
  await host.run(systemctl(LAYOUT.scope, 'reset-failed', name), { timeoutMs: 10_000 })
  await mustRun(host, systemctl(LAYOUT.scope, 'start', name), { timeoutMs: 100_000 })
  return true
}
