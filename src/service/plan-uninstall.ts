import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Host } from '../host/host.ts'
import { removeAccountStep } from './account.ts'
import { commandStep, tryStep } from './command-step.ts'
import { removeFileStep } from './file-step.ts'
import type { Layout } from './layout.ts'
import { removeFolderStep } from './remove-folder-step.ts'
import type { UnitNow } from './show-unit.ts'
import { CATALOGUES } from './side-files.ts'
import { isDue, type Step } from './step.ts'
import { mustRun, systemctl } from './systemctl.ts'
import { JOBS, jobName } from './timer-texts.ts'
import { unitPath } from './unit-file.ts'

export interface UninstallOptions {
  readonly purge: boolean
  /** Somebody else's unit goes as well. */
  readonly force: boolean
  readonly unit: UnitNow | null
}

/** All that a removal does: the service ends first; configuration, data, logs and user go only with `purge`, last. */
export async function planUninstall(host: Host, layout: Layout, options: UninstallOptions): Promise<Step[]> {
  const { scope, name } = layout
  const timerNames = JOBS.map((job) => jobName(layout, job))
  const unit = await removeFileStep(unitPath(layout), true)
  const timers = await Promise.all(
    timerNames.flatMap((timer) => [
      removeFileStep(join(layout.units, `${timer}.timer`), true),
      removeFileStep(join(layout.units, `${timer}.service`), true),
    ]),
  )
  const single = [...(layout.logrotate === null ? [] : [layout.logrotate]), layout.command]
  const files = (await Promise.all(single.map((path) => removeFileStep(path)))).filter(isOurs)
  const catalogues = await catalogueSteps(layout)
  const own = timers.filter(isOurs)
  const running = own
    .filter(({ target }) => target.endsWith('.timer'))
    .map(({ target }) => target.split('/').at(-1) ?? '')
  const hasUnit = isDue(unit) && (isOurs(unit) || options.force)
  const units = [...own, ...(hasUnit ? [unit] : [])]
  const ending = [...running, ...(hasUnit ? [`${name}.service`] : [])]
  return [
    ...(ending.length > 0 ? [disableStep(host, layout, ending, options.unit)] : []),
    ...units,
    ...(units.some(isDue) ? [commandStep(host, systemctl(scope, 'daemon-reload'))] : []),
    ...(options.unit?.activeState === 'failed'
      ? [tryStep(host, systemctl(scope, 'reset-failed', name))]
      : []),
    ...files,
    ...catalogues,
    ...(catalogues.some(isDue) ? [tryStep(host, ['journalctl', '--update-catalog'])] : []),
    ...(await programSteps(layout)),
    ...(options.purge ? await purgeSteps(host, layout) : []),
  ].filter(isDue)
}

/** A file of ours, also one that was edited since. */
function isOurs({ standing }: Step): boolean {
  return standing === 'older' || standing === 'edited'
}

/** Ends and disables units. To take it back, systemd must see their files again first. */
function disableStep(host: Host, { scope }: Layout, names: readonly string[], unit: UnitNow | null): Step {
  const argv = systemctl(scope, 'disable', '--now', ...names)
  const wasActive = (unit?.mainPid ?? 0) > 0
  return {
    ...commandStep(host, argv, undefined, 60_000),
    async undo() {
      await mustRun(host, systemctl(scope, 'daemon-reload'))
      await mustRun(host, systemctl(scope, 'enable', ...(wasActive ? ['--now'] : []), ...names), {
        timeoutMs: 90_000,
      })
    },
  }
}

async function catalogueSteps({ catalogue }: Layout): Promise<Step[]> {
  if (catalogue === null) return []
  const paths = CATALOGUES.map((name) => join(catalogue, name))
  return (await Promise.all(paths.map((path) => removeFileStep(path)))).filter(isOurs)
}

/** The copies of the program that installations have made. */
async function programSteps({ programs }: Layout): Promise<Step[]> {
  const names = await readdir(programs).catch(() => [])
  return names.length === 0 ? [] : [await removeFolderStep(programs)]
}

async function purgeSteps(host: Host, layout: Layout): Promise<Step[]> {
  const outer = layout.logs.startsWith(`${layout.base}/`) ? [layout.base] : [layout.base, layout.logs]
  const account = layout.account === null ? null : await removeAccountStep(host, layout.account)
  return [...(await Promise.all(outer.map(removeFolderStep))), ...(account === null ? [] : [account])]
}
