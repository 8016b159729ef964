import chalk from 'chalk'
import { t } from '../../messages/index.ts'
import type { PowerResult } from '../../service/power.ts'
import { isDue } from '../../service/step.ts'
import { escapeForTerminal } from '../escape.ts'
import { wrapIndented } from '../screens/columns.ts'
import type { Change } from './change-document.ts'
import type { Failure } from './change-power.ts'
import { doneLines, planScreen } from './plan-screen.ts'
import { endingText } from './status-screen.ts'
import { ownCommand, type ServiceCommand } from './surroundings.ts'
import { purged } from './uninstall.ts'

/** What an installation did, or would do. */
export function installScreen(change: Change, command: ServiceCommand, failure: Failure | null): string {
  const unit = command.layout.name
  const { steps, outcome, power } = change
  if (outcome === 'planned') return planScreen(steps)
  if (outcome === 'nothing-to-do') return t('service.nothing', { unit })
  const restart = ownCommand(command, 'service restart')
  return [
    ...doneLines(steps.filter(isDue)),
    ...steps.flatMap(({ target, kept }) =>
      kept === undefined ? [] : [`  ${t('service.keptAs', { path: target, kept })}`],
    ),
    chalk.bold(t('service.installed', { unit })),
    ...(power === null ? [] : [powerScreen(power, command, failure)]),
    ...(change.needsRestart ? [chalk.yellow(t('service.needsRestart', { command: restart }))] : []),
    nextLine([ownWords(command, 'service status'), doctorWords(command)]),
  ].join('\n')
}

/** What a removal did, or would do. */
export function uninstallScreen({ steps, outcome }: Change, command: ServiceCommand, purge: boolean): string {
  if (outcome === 'planned') return planScreen(steps)
  if (outcome === 'nothing-to-do') return t('service.nothingToRemove')
  const again = ownCommand(command, 'service uninstall --purge')
  return [
    ...doneLines(steps),
    chalk.bold(t('service.removed', { unit: command.layout.name })),
    ...(purge ? [] : [t('service.stays', { paths: purged(command.layout), command: again })]),
  ].join('\n')
}

/** What came of a start, stop or restart; of a failed one all that tells why. */
export function powerScreen(result: PowerResult, command: ServiceCommand, failure: Failure | null): string {
  const { outcome, detail, verb } = result
  const unit = result.unit.name
  const ending = failure?.ending ?? null
  // How it ended says more than that a job failed.
  const why = ending === null ? detail : result.unit.result
  const values = { unit, pid: result.unit.mainPid, detail: escapeForTerminal(why ?? '') }
  if (outcome === 'done') return chalk.green(t(`service.done.${verb}`, values))
  if (outcome === 'in-place') return t(`service.already.${verb}`, values)
  return [
    chalk.red(t(`service.failed.${verb}`, values)),
    ...(ending === null ? [] : [`  ${t('service.label.ended')}: ${endingText(ending)}`]),
    ...(ending?.means == null ? [] : wrapIndented(ending.means, 80, 4)),
    ...(failure === null || failure.words.length === 0
      ? []
      : [
          `  ${t('service.words')}:`,
          ...failure.words.map((line) => chalk.dim(`    ${escapeForTerminal(line)}`)),
        ]),
    nextLine([
      doctorWords(command),
      `journalctl ${command.layout.scope === 'user' ? '--user ' : ''}-xeu ${unit}`,
    ]),
  ].join('\n')
}

/** What needs no root. */
function ownWords({ layout }: ServiceCommand, words: string): string {
  return `chatctl ${words}${layout.scope === 'user' ? ' --user' : ''}`
}

function doctorWords({ layout }: ServiceCommand): string {
  return `chatctl doctor${layout.scope === 'user' ? ` --config ${layout.config}` : ''}`
}

function nextLine(commands: readonly string[]): string {
  return `${t('service.next')}: ${commands.map((command) => chalk.bold(command)).join('   ')}`
}
