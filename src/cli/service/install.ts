import { ChatctlError } from '../../errors/chatctl-error.ts'
import { render, t } from '../../messages/index.ts'
import { carryOut } from '../../service/carry-out.ts'
import { commandStep } from '../../service/command-step.ts'
import { type InstallPlan, planInstall } from '../../service/plan-install.ts'
import { power } from '../../service/power.ts'
import type { Placing } from '../../service/program.ts'
import { pruneCopies } from '../../service/prune.ts'
import { showUnit, type UnitNow } from '../../service/show-unit.ts'
import { isDue, type Step } from '../../service/step.ts'
import { isBooted, systemctl } from '../../service/systemctl.ts'
import { unitPath } from '../../service/unit-file.ts'
import { asRoot } from '../as-root.ts'
import { ask } from '../confirm.ts'
import type { Change } from './change-document.ts'
import { differenceText } from './plan-screen.ts'
import { changing, type ServiceCommand } from './surroundings.ts'

export interface InstallFlags {
  readonly dryRun: boolean
  readonly withTimers: boolean
  readonly start: boolean
  readonly restart: boolean
  readonly force: boolean
  readonly placing: Placing
  readonly hasCommand: (id: string) => boolean
}

/**
 * Installs the service, or brings it up to date; a running server goes on undisturbed unless a restart is asked for.
 *
 * @throws ChatctlError of `service/…`; nothing has changed then, unless it says so
 */
export async function install(command: ServiceCommand, flags: InstallFlags): Promise<Change> {
  if (flags.dryRun) {
    const unit = await unitNow(command).catch(() => null)
    const plan = await planned(command, flags, unit)
    const then = whatThen(plan, unit, flags)
    const last = then === null ? [] : [systemctl(command.layout.scope, then, command.layout.name)]
    const all = {
      ...told(plan),
      steps: [...plan.steps, ...last.map((argv) => commandStep(command.host, argv))],
    }
    return {
      ...all,
      action: 'install',
      outcome: all.steps.some(isDue) ? 'planned' : 'nothing-to-do',
      power: null,
    }
  }
  return await changing(command, async (signal) => {
    const unit = await unitNow(command)
    const plan = await planned(command, flags, unit)
    await agreed(plan.steps, command, flags.force, unit)
    const work = plan.steps.filter(isDue)
    await carryOut(command.host, command.layout.scope, work, signal)
    const wanted = whatThen(plan, unit, flags)
    const started =
      wanted === null ? null : await power(command.host, command.layout, command.layout.name, wanted)
    if (signal.aborted && started?.outcome === 'failed') command.say(t('service.interruptedStart'))
    await tidy(plan, started?.unit ?? unit, command)
    const needsRestart = plan.needsRestart && wanted !== 'restart'
    const isNothing = work.length === 0 && (started === null || started.outcome === 'in-place')
    const outcome = started?.outcome === 'failed' ? 'failed' : isNothing ? 'nothing-to-do' : 'done'
    return { ...told(plan), action: 'install', outcome, needsRestart, power: started }
  })
}

async function planned({ host, layout, here }: ServiceCommand, flags: InstallFlags, unit: UnitNow | null) {
  const { placing, withTimers, hasCommand } = flags
  return await planInstall(host, layout, { here, placing, withTimers, hasCommand, unit })
}

const told = ({ steps, notes, needsRestart }: InstallPlan) => ({
  steps,
  notes: notes.map(render),
  needsRestart,
})

async function unitNow({ host, layout }: ServiceCommand): Promise<UnitNow | null> {
  if (!isBooted()) return null
  const unit = await showUnit(host, layout.scope, layout.name)
  return unit.seen ? unit.value : null
}

/** Files of somebody else are replaced after a yes, or with `--force`. */
async function agreed(
  steps: readonly Step[],
  { asking, say, layout }: ServiceCommand,
  force: boolean,
  unit: UnitNow | null,
): Promise<void> {
  const inTheWay = steps.filter(({ standing }) => standing === 'foreign' || standing === 'edited')
  // A unit of that name elsewhere, as a package brings it, would be covered by ours.
  const covered = unit?.fragmentPath && unit.fragmentPath !== unitPath(layout) ? [unit.fragmentPath] : []
  if ((inTheWay.length === 0 && covered.length === 0) || force) return
  const paths = [...inTheWay.map(({ target }) => target), ...covered].join(', ')
  const refusal = () =>
    new ChatctlError('service/not-ours', {
      paths,
      look: `${asRoot()} --dry-run`,
      command: `${asRoot()} --force`,
    })
  if (!asking.isTerminal || covered.length > 0) throw refusal()
  for (const step of inTheWay) say(differenceText(step))
  const kept = inTheWay.map((step) => step.kept ?? '').join(', ')
  if ((await ask(t('service.replace', { kept }), asking)) !== 'yes') throw refusal()
}

function whatThen({ needsRestart }: InstallPlan, unit: UnitNow | null, { start, restart }: InstallFlags) {
  const isRunning = (unit?.mainPid ?? 0) > 0
  if (isRunning) return needsRestart && restart ? 'restart' : null
  return start ? 'start' : null
}

async function tidy(
  { program }: InstallPlan,
  unit: UnitNow | null,
  { layout, say }: ServiceCommand,
): Promise<void> {
  const removed = await pruneCopies(layout, program, unit?.mainPid ?? 0).catch((): string[] => [])
  if (removed.length > 0) say(t('service.copied', { paths: removed.join(', ') }))
}
