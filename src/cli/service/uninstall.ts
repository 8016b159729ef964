import { ChatctlError } from '../../errors/chatctl-error.ts'
import { t } from '../../messages/index.ts'
import { carryOut } from '../../service/carry-out.ts'
import { planUninstall } from '../../service/plan-uninstall.ts'
import { showUnit } from '../../service/show-unit.ts'
import type { Step } from '../../service/step.ts'
import { isBooted } from '../../service/systemctl.ts'
import { unitFileStanding } from '../../service/unit-file.ts'
import { asRoot } from '../as-root.ts'
import { confirm } from '../confirm.ts'
import type { Change } from './change-document.ts'
import { connectedNow } from './connected.ts'
import { changing, type ServiceCommand } from './surroundings.ts'

export interface UninstallFlags {
  readonly dryRun: boolean
  readonly purge: boolean
  readonly force: boolean
}

/**
 * Removes the service after a yes. Configuration, data and logs stay, unless they are to be purged.
 *
 * @throws ChatctlError of `service/…` and `cli/…`; nothing has changed then, unless it says so
 */
export async function uninstall(command: ServiceCommand, flags: UninstallFlags): Promise<Change> {
  const done = (outcome: Change['outcome'], steps: readonly Step[]): Change => ({
    action: 'uninstall',
    outcome,
    steps,
    notes: [],
    needsRestart: false,
    power: null,
  })
  if (flags.dryRun) {
    const steps = await planned(command, flags)
    return done(steps.length === 0 ? 'nothing-to-do' : 'planned', steps)
  }
  return await changing(command, async (signal) => {
    const steps = await planned(command, flags)
    if (steps.length === 0) return done('nothing-to-do', [])
    await agreed(command, flags)
    await carryOut(command.host, command.layout.scope, steps, signal)
    return done('done', steps)
  })
}

async function planned({ host, layout }: ServiceCommand, { purge, force }: UninstallFlags): Promise<Step[]> {
  const path = `${layout.units}/${layout.name}.service`
  if (!force && (await unitFileStanding(layout, null, null)) === 'foreign') {
    throw new ChatctlError('service/not-ours', {
      paths: path,
      look: `systemctl cat ${layout.name}`,
      command: `${asRoot()} --force`,
    })
  }
  const unit = isBooted() ? await showUnit(host, layout.scope, layout.name) : null
  return await planUninstall(host, layout, { purge, force, unit: unit?.seen ? unit.value : null })
}

/** The paths that go for good. */
export function purged({ base, logs }: ServiceCommand['layout']): string {
  return logs.startsWith(`${base}/`) ? base : `${base}, ${logs}`
}

async function agreed(command: ServiceCommand, { purge }: UninstallFlags): Promise<void> {
  const { consent, layout, asking } = command
  // What deletes data for good needs more than a bare yes.
  if (purge ? consent === 'everything' : consent !== 'nothing') return
  if (purge && !asking.isTerminal)
    throw new ChatctlError('service/purge-needs-yes', {
      paths: purged(layout),
      command: asRoot().replace(/ (?:--yes|-y)$/, ''),
    })
  const connected = await connectedNow(command, layout.name)
  const users = connected ? t('service.usersOnline', { count: connected }) : t('service.nobodyOnline')
  const values = { unit: layout.name, paths: purged(layout), users }
  await confirm(
    {
      address: `${layout.name}.service`,
      why: t('service.whyRemove'),
      question: t(purge ? 'service.reallyPurge' : 'service.reallyRemove', values),
    },
    asking,
  )
}
