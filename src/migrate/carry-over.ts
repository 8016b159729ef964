import { constants } from 'node:fs'
import { chmod, copyFile, open, realpath, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { stopProcess } from '../control/stop-process.ts'
import { ChatctlError } from '../errors/chatctl-error.ts'
import type { Host } from '../host/host.ts'
import type { Message } from '../messages/index.ts'
import { idsOf } from '../service/account.ts'
import { carryOut } from '../service/carry-out.ts'
import { SYSTEM_LAYOUT as LAYOUT } from '../service/layout.ts'
import { planInstall } from '../service/plan-install.ts'
import { power } from '../service/power.ts'
import { showUnit } from '../service/show-unit.ts'
import { isDue, type Step } from '../service/step.ts'
import { mustRun, systemctl } from '../service/systemctl.ts'
import { writeAtomic } from '../store/atomic-write.ts'
import { setAttributes } from '../store/attributes.ts'
import { makeFolder } from '../store/make-folder.ts'
import { syncFolder } from '../store/sync-folder.ts'
import { writePlace } from '../store/write-place.ts'
import { newServerAnswers } from './answers.ts'
import { convertList } from './convert-list.ts'
import { editedCrontab, type MigrationPlan, type PlanOptions } from './plan.ts'
import { type KeptFile, keepFile, readKept, type StoredMigration, saveMigration, sha256 } from './record.ts'

const POLITE_MS = 8000
/** What needs no stop of the old server. */
const EARLY: readonly Step['kind'][] = ['account', 'program']

export interface CarryOptions extends PlanOptions {
  readonly signal: AbortSignal
  /** Told before each part. */
  readonly onPart: (part: Message) => void
  /** Milliseconds that only grow. */
  readonly now: () => number
}

/** What is written down as it goes on. */
class Progress {
  stored: StoredMigration

  constructor(stored: StoredMigration) {
    this.stored = stored
  }

  async change(path: string, change: (file: KeptFile) => KeptFile | Promise<KeptFile>): Promise<void> {
    const { folder, record } = this.stored
    const files = await Promise.all(record.files.map((file) => (file.path === path ? change(file) : file)))
    this.stored = { folder, record: { ...record, files } }
    await saveMigration(this.stored)
  }
}

/**
 * Does a migration whose record is stored. After a failure nothing is taken back here: {@link goBack} does that, from the record.
 *
 * @returns milliseconds during which nobody could chat
 * @throws ChatctlError `migrate/interrupted`, and whatever fails
 */
export async function carryOver(
  host: Host,
  plan: MigrationPlan,
  stored: StoredMigration,
  options: CarryOptions,
): Promise<number> {
  const { signal, onPart, now } = options
  const progress = new Progress(stored)
  const go = (part: Message) => {
    if (signal.aborted) throw new ChatctlError('migrate/interrupted')
    onPart(part)
  }
  go({ key: 'migrate.part.prepare' })
  const early = plan.install.steps.filter((step) => isDue(step) && EARLY.includes(step.kind))
  await carryOut(host, LAYOUT.scope, early, signal)
  go({ key: 'migrate.part.stop' })
  const start = now()
  await stopOld(host, plan)
  go({ key: 'migrate.part.files' })
  await putFiles(host, plan, progress)
  go({ key: 'migrate.part.install' })
  const unit = await showUnit(host, LAYOUT.scope, LAYOUT.name)
  const install = await planInstall(host, LAYOUT, {
    here: options.here,
    hasCommand: options.hasCommand,
    placing: 'auto',
    withTimers: false,
    unit: unit.seen ? unit.value : null,
  })
  await carryOut(host, LAYOUT.scope, install.steps.filter(isDue), signal)
  go({ key: 'migrate.part.start' })
  const started = await power(host, LAYOUT, LAYOUT.name, 'start')
  if (started.outcome === 'failed') {
    const detail = started.detail ?? started.unit.result
    throw new ChatctlError('service/command-failed', { command: `systemctl start ${LAYOUT.name}`, detail })
  }
  await newServerAnswers(started.unit.mainPid)
  const ms = now() - start
  if (signal.aborted) throw new ChatctlError('migrate/interrupted')
  await saveMigration({ ...progress.stored, record: { ...progress.stored.record, state: 'migrated' } })
  return ms
}

async function stopOld(host: Host, { original }: MigrationPlan): Promise<void> {
  for (const { name } of original.units) {
    // The one of our name stays enabled: its file is about to become ours.
    const verb = name === LAYOUT.name ? ['stop', name] : ['disable', '--now', name]
    await mustRun(host, systemctl(LAYOUT.scope, ...verb), { timeoutMs: 100_000 })
    await host.run(systemctl(LAYOUT.scope, 'reset-failed', name), { timeoutMs: 10_000 })
  }
  for (const { pid, start } of original.processes)
    if ((await stopProcess(pid, start, { politeMs: POLITE_MS })) === 'still')
      throw new Error(`process ${pid} does not end`)
}

async function putFiles(host: Host, plan: MigrationPlan, progress: Progress): Promise<void> {
  const { config, lists, cron, removed, logs, original } = plan
  const ids = await idsOf(host, LAYOUT.account ?? 'root')
  // An administrator may have put a file on another disk by a link.
  const own = async (path: string, mode: number) => await setAttributes(writePlace(path), { ...ids, mode })
  const write = async (path: string, content: Buffer) => {
    await makeFolder(dirname(path), 0o755)
    await writeAtomic(path, content, 0o640)
  }
  /** The server replaces its files as a whole, so the folder must be its own. */
  const ownFolder = async (path: string) => {
    const folder = dirname(path)
    if (
      ![LAYOUT.base, LAYOUT.logs, original.folder].some(
        (one) => folder === one || folder.startsWith(`${one}/`),
      )
    )
      return
    await makeFolder(folder, 0o750)
    await setAttributes(await realpath(folder), { ...ids, mode: 0o750 })
  }
  for (const { path, to } of lists) {
    // The old server may have changed it up to its last moment.
    const fresh = await keepFile(progress.stored.folder, { path, role: 'list', to })
    const content = (await readKept(path))?.content ?? null
    const wanted = content === null ? null : (convertList(content, path).content ?? content)
    await progress.change(path, () => fresh)
    if (wanted === null) continue
    if (to !== path || content === null || !wanted.equals(content)) await write(to, wanted)
    await own(to, 0o640)
  }
  for (const path of [...lists.map(({ to }) => to), plan.logFile]) await ownFolder(path)
  for (const { from, to } of logs) await copyDurably(from, to)
  if (logs.length === 0) for (const path of original.logs) await own(path, 0o640)
  else for (const { to } of logs) await own(to, 0o640)
  const text = Buffer.from(config.text)
  for (const path of new Set([config.path, original.configPath]))
    await progress.change(path, (file) => (path === config.path ? { ...file, after: sha256(text) } : file))
  await write(config.path, text)
  await own(config.path, 0o640)
  for (const edit of cron) {
    const table = await readKept(edit.path)
    if (table !== null) await writeAtomic(edit.path, editedCrontab(table.content.toString('utf8'), edit))
  }
  for (const path of removed) {
    await rm(path, { force: true })
    await syncFolder(dirname(path))
  }
}

async function copyDurably(from: string, to: string): Promise<void> {
  await makeFolder(dirname(to), 0o755)
  await copyFile(from, to, constants.COPYFILE_EXCL)
  await chmod(to, 0o640)
  const handle = await open(to, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
