import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Host } from '../host/host.ts'
import type { Installation } from '../host/installation.ts'
import type { Message } from '../messages/index.ts'
import { accountStep, idsOf } from './account.ts'
import { commandStep, tryStep } from './command-step.ts'
import { fileStep } from './file-step.ts'
import { folderStep } from './folder-step.ts'
import type { Layout } from './layout.ts'
import { type ConfigNeeds, firstConfig, needsOfConfig } from './needs-of-config.ts'
import { ownerSteps } from './owner-step.ts'
import { chooseProgram, type Placing, type Program } from './program.ts'
import type { UnitNow } from './show-unit.ts'
import { catalogueSteps, commandFile, logrotateSteps, ofInstaller } from './side-files.ts'
import { isDue, type Step } from './step.ts'
import { systemctl } from './systemctl.ts'
import { JOBS, jobName, jobServiceText, jobTimerPath, jobTimerText } from './timer-texts.ts'
import { unitPath } from './unit-file.ts'
import { unitText } from './unit-text.ts'

export interface InstallOptions {
  readonly here: Installation
  readonly placing: Placing
  readonly withTimers: boolean
  /** Whether this version has a command, by its id. */
  readonly hasCommand: (id: string) => boolean
  /** The unit as it is now; null where nobody can be asked. */
  readonly unit: UnitNow | null
  /** The configuration that will be there by the time of the installation; the one that is there if not given. */
  readonly configText?: string
}

export interface InstallPlan {
  readonly steps: readonly Step[]
  readonly program: Program
  /** What people should know before they agree. */
  readonly notes: readonly Message[]
  /** A running server does not have what the new unit says. */
  readonly needsRestart: boolean
}

/** For what this user may not read: what a new configuration would ask for. */
const NOTHING_KNOWN: ConfigNeeds = { writable: [], lowPort: false, inHome: false, logFile: '', ports: [] }

/**
 * All that an installation does, in the order in which it can be cut off best: what is new comes first, the unit after it,
 * and systemd hears of it last.
 *
 * @throws ChatctlError `service/not-built`
 */
export async function planInstall(host: Host, layout: Layout, options: InstallOptions): Promise<InstallPlan> {
  const { account } = layout
  const program = await chooseProgram(host, layout, options.here, options.placing)
  const needs = (await needsOfConfig(layout, options.configText)) ?? NOTHING_KNOWN
  const owner = account === null ? null : { name: account, uid: () => idsOf(host, account) }
  // Timers that are there already run the program too: they move to the new one with it.
  const jobs = JOBS.filter(
    (job) => options.hasCommand(job.command) && (options.withTimers || existsSync(jobTimerPath(layout, job))),
  )
  const accounts = account === null ? [] : [await accountStep(host, layout, account)]
  const before = [
    ...accounts,
    await folderStep(host, layout.base, account, false),
    await folderStep(host, layout.data, account, true),
    await folderStep(host, layout.logs, account, layout.logs.startsWith(`${layout.base}/`)),
    ...(account === null ? [] : await ownerSteps(host, layout, account)),
    await fileStep({ path: layout.config, content: firstConfig(layout), mode: 0o640, owner, once: true }),
    ...program.steps,
    ...(await commandFile(layout, program)),
  ]
  const catalogues = layout.catalogue === null ? [] : await catalogueSteps(layout.catalogue, options.here)
  const logrotate = await logrotateSteps(layout, needs)
  const timers = await Promise.all(
    jobs.flatMap((job) => [
      fileStep(
        ofInstaller(
          join(layout.units, `${jobName(layout, job)}.service`),
          jobServiceText(layout, job, program),
          true,
        ),
      ),
      fileStep(ofInstaller(jobTimerPath(layout, job), jobTimerText(job), true)),
    ]),
  )
  const unitStep = await fileStep(ofInstaller(unitPath(layout), unitText(layout, program, needs), true))
  const units = [...timers, unitStep]
  const steps = [
    ...before,
    ...catalogues,
    ...(catalogues.some(isDue) ? [tryStep(host, ['journalctl', '--update-catalog'])] : []),
    ...logrotate,
    ...units,
    ...commands(
      host,
      layout,
      options,
      units,
      jobs.map((job) => `${jobName(layout, job)}.timer`),
    ),
  ]
  const isRunning = (options.unit?.mainPid ?? 0) > 0
  return {
    steps,
    program,
    notes: notesOf(program, options, layout),
    needsRestart: isRunning && (isDue(unitStep) || options.unit?.needsReload === true),
  }
}

function commands(
  host: Host,
  { scope, name }: Layout,
  { unit }: InstallOptions,
  units: readonly Step[],
  timers: readonly string[],
): Step[] {
  const needsReload = units.some(isDue) || unit === null || unit.needsReload
  const run = (...words: string[]) => systemctl(scope, ...words)
  const enabled = unit?.enabled === 'enabled' && unit.loadState === 'loaded'
  const timersAreNew = units.some(
    (step) => isDue(step) && timers.some((timer) => step.target.endsWith(`/${timer}`)),
  )
  return [
    ...(needsReload ? [commandStep(host, run('daemon-reload'))] : []),
    ...(enabled ? [] : [commandStep(host, run('enable', name), run('disable', name))]),
    ...(timersAreNew
      ? [commandStep(host, run('enable', '--now', ...timers), run('disable', '--now', ...timers))]
      : []),
  ]
}

function notesOf(
  { scriptMoved, nodeMoved, script, node, steps }: Program,
  options: InstallOptions,
  layout: Layout,
): Message[] {
  const moved = (one: NonNullable<Program['scriptMoved']>, to: string): Message => ({
    key: 'service.moved',
    values: { from: one.from, to, why: { key: `service.place.${one.why}` } },
  })
  // Said once, not at every look.
  const copies = steps.some(isDue)
  const missing = options.withTimers ? JOBS.filter(({ command }) => !options.hasCommand(command)) : []
  return [
    ...(scriptMoved === null || !copies ? [] : [moved(scriptMoved, script)]),
    ...(nodeMoved === null || !copies ? [] : [moved(nodeMoved, node)]),
    ...missing.map(
      ({ command }): Message => ({
        key: 'service.noSuchJob',
        values: { command: command.replace(':', ' ') },
      }),
    ),
    ...(layout.scope === 'system' && !existsSync('/etc/logrotate.d')
      ? [{ key: 'service.noLogrotate' } as const]
      : []),
  ]
}
