import chalk from 'chalk'
import { shellWord } from '../../doctor/commands.ts'
import { t } from '../../messages/index.ts'
import { escapeForTerminal } from '../escape.ts'
import { commandLine } from './command-line.ts'
import type { InForce } from './in-force.ts'

/** Whether a change is in force, and what it takes if it is not: sentences and commands, a line each. */
export function inForceText(inForce: InForce, path: string): string[] {
  switch (inForce.state) {
    case 'down':
      return [t('configure.force.down')]
    case 'python':
      return pythonText(inForce)
    case 'unknown':
      return [
        chalk.yellow(t('configure.force.unknown', { what: inForce.error.message })),
        t('cli.fix', { fix: chalk.bold(inForce.error.fix) }),
      ]
    case 'reloaded':
      return reloadedText(inForce, path)
  }
}

function reloadedText(
  { applied, needRestart, overridden, pending, unlocked, unit }: Extract<InForce, { state: 'reloaded' }>,
  path: string,
): string[] {
  const keys = (names: readonly string[]) => escapeForTerminal(names.join(', '))
  return [
    ...(applied.length > 0 ? [chalk.green(t('configure.force.applied', { keys: keys(applied) }))] : []),
    ...(overridden.length > 0
      ? [chalk.yellow(t('configure.force.overridden', { keys: keys(overridden) }))]
      : []),
    ...(needRestart.length > 0
      ? [
          chalk.yellow(t('configure.force.needRestart', { keys: keys(needRestart) })),
          ...restart(unit, path).map((command) => `  ${chalk.bold(command)}`),
        ]
      : []),
    ...(pending.length > 0 ? [t('configure.force.pending', { keys: keys(pending) })] : []),
    ...(unlocked ? [t('commands.reload.unlocked')] : []),
  ]
}

function restart(unit: string | null, path: string): string[] {
  if (unit !== null) return [restartUnit(unit)]
  return [commandLine(['shutdown'], path), commandLine(['serve'], path)]
}

function restartUnit(unit: string): string {
  return `${process.getuid?.() === 0 ? '' : 'sudo '}systemctl restart ${shellWord(unit)}`
}

function pythonText({ python }: Extract<InForce, { state: 'python' }>): string[] {
  const unit = python.unit?.endsWith('.service') ? python.unit.slice(0, -'.service'.length) : null
  const command = unit === null ? t('configure.force.byHand') : restartUnit(unit)
  const key = python.isVersion9 === false ? 'configure.force.python6' : 'configure.force.python9'
  return [t(key, { pid: python.pid, command })]
}
