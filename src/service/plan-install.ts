import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Host } from '../host/host.ts'
import type { Installation } from '../host/installation.ts'
import type { Message } from '../messages/index.ts'
import { accountStep, idsOf } from './account.ts'
import { commandStep, tryStep } from './command-step.ts'
import { fileStep } from './file-step.ts'
import { folderStep } from './folder-step.ts'
import type { Layout } from './layout.ts'
import { logrotateText } from './logrotate-text.ts'
import { marked, standingOf } from './mark.ts'
import { type ConfigNeeds, firstConfig, needsOfConfig } from './needs-of-config.ts'
import { ownerStep } from './owner-step.ts'
import { chooseProgram, type Placing, type Program } from './program.ts'
import type { UnitNow } from './show-unit.ts'
import { isDue, type Step } from './step.ts'
import { systemctl } from './systemctl.ts'
import { JOBS, jobName, jobServiceText, jobTimerText } from './timer-texts.ts'
import { unitPath } from './unit-file.ts'
import { type ProgramPaths, unitText } from './unit-text.ts'

export interface InstallOptions {
  readonly here: Installation
  readonly placing: Placing
  readonly withTimers: boolean
  /** Whether this version has a command, by its id. */
  readonly hasCommand: (id: string) => boolean
  /** The unit as it is now; null where nobody can be asked. */
  readonly unit: UnitNow | null
}

export interface InstallPlan {
  readonly steps: readonly Step[]
  readonly program: Program
  /** What people should know before they agree. */
  readonly notes: readonly Message[]
  /** A running server does not have what the new unit says. */
  readonly needsRestart: boolean
}

export const CATALOGUES = ['chatctl.catalog', 'chatctl.zh_CN.catalog'] as const

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
  const needs = (await needsOfConfig(layout)) ?? NOTHING_KNOWN
  const owner = account === null ? null : { name: account, uid: () => idsOf(host, account) }
  const jobs = options.withTimers ? JOBS.filter(({ command }) => options.hasCommand(command)) : []
  const accounts = account === null ? [] : [await accountStep(host, layout, account)]
  const before = [
    ...accounts,
    await folderStep(host, layout.base, account, false),
    await folderStep(host, layout.data, account, true),
    await folderStep(host, layout.logs, account, layout.logs.startsWith(`${layout.base}/`)),
    ...(account === null ? [] : await ownerStep(host, layout, account)),
    await fileStep({ path: layout.config, content: firstConfig(layout), mode: 0o640, owner, once: true }),
    ...program.steps,
    ...(await commandFile(layout, program)),
  ]
  const catalogues = layout.catalogue === null ? [] : await catalogueSteps(layout.catalogue, options.here)
  const logrotate = await logrotateSteps(layout, needs)
  const timers = await Promise.all(
    jobs.flatMap((job) => [
      fileStep(
        ofRoot(
          join(layout.units, `${jobName(layout, job)}.service`),
          jobServiceText(layout, job, program),
          true,
        ),
      ),
      fileStep(ofRoot(join(layout.units, `${jobName(layout, job)}.timer`), jobTimerText(layout, job), true)),
    ]),
  )
  const unitStep = await fileStep(ofRoot(unitPath(layout), unitText(layout, program, needs), true))
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

const ofRoot = (path: string, content: string, isUnit = false) => ({
  path,
  content,
  mode: 0o644,
  owner: null,
  isUnit,
})

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

/** `chatctl` for everybody's path, unless there is one already. */
async function commandFile({ command }: Layout, program: ProgramPaths): Promise<Step[]> {
  if (command === null) return []
  const others = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin'].map((folder) =>
    join(folder, 'chatctl'),
  )
  if (others.some((path) => path !== command && existsSync(path))) return []
  const quoted = [program.node, program.script].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
  const content = marked(`#!/bin/sh
# Written by "chatctl service install": the program that the service runs.
exec ${quoted} "$@"
`)
  const found = await readFile(command, 'utf8').catch(() => null)
  if (found !== null && standingOf(content, found) === 'foreign') return []
  return [await fileStep({ ...ofRoot(command, content), mode: 0o755 })]
}

/** What `journalctl -x` says of our events, in both languages, as the build has made it. */
async function catalogueSteps(folder: string, { root }: Installation): Promise<Step[]> {
  return await Promise.all(
    CATALOGUES.map(async (name) => {
      const text = await readFile(join(root, 'dist', name), 'utf8')
      return await fileStep(ofRoot(join(folder, name), marked(text)))
    }),
  )
}

async function logrotateSteps(layout: Layout, { logFile }: ConfigNeeds): Promise<Step[]> {
  const { logrotate } = layout
  if (logrotate === null || logFile === '' || !existsSync('/etc/logrotate.d')) return []
  return [await fileStep(ofRoot(logrotate, logrotateText(layout, logFile)))]
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
