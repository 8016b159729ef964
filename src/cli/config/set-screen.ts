import chalk from 'chalk'
import { fileDiff } from '../../doctor/fixes/file-diff.ts'
import { render, t } from '../../messages/index.ts'
import { escapeForTerminal } from '../escape.ts'
import { renderDiagnostics } from '../render-diagnostics.ts'
import { commandLine } from './command-line.ts'
import type { InForce } from './in-force.ts'
import { inForceText } from './in-force-text.ts'
import type { SetResult } from './set-setting.ts'

/** What became of a setting, for people: the lines that changed, where the copy is, and whether it is in force. */
export function setScreen({ key, path, changed, inForce, interrupted, overriddenHere }: SetResult): string {
  const { outcome, errors, copy } = changed
  const file = escapeForTerminal(path)
  if (outcome === 'unchanged') return t('configure.set.unchanged', { key, path: file })
  if (outcome === 'refused')
    return [renderDiagnostics(errors, path).trimEnd(), t('configure.set.refused', { path: file })].join('\n')
  const lines = diffText(changed.before, changed.after)
  if (outcome === 'planned') lines.push(t('configure.set.planned', { path: file }))
  else lines.push(t('configure.set.written', { path: file }))
  if (copy !== null) lines.push(t('configure.set.copy', { copy: escapeForTerminal(copy) }))
  if (overriddenHere !== null)
    lines.push(chalk.yellow(t('configure.set.overridden', { key, name: overriddenHere })))
  if (errors.length > 0) {
    const check = commandLine(['config', 'check'], path)
    lines.push(chalk.yellow(t('configure.set.stillBroken', { count: errors.length, check })))
  } else if (inForce !== null) lines.push(...inForceText(inForce, path))
  if (interrupted) lines.push(t('configure.set.interrupted', { reload: commandLine(['reload'], path) }))
  return lines.join('\n')
}

/** The lines of a file that change, secrets masked. */
function diffText(before: Buffer | null, after: Buffer): string[] {
  const { lines, notes } = fileDiff(before, after)
  return [...lines.map((line) => painted(escapeForTerminal(line))), ...notes.map((note) => render(note))]
}

function painted(line: string): string {
  if (line.startsWith('@@')) return chalk.cyan(line)
  if (line.startsWith('-')) return chalk.red(line)
  return line.startsWith('+') ? chalk.green(line) : chalk.dim(line)
}

/** The same for programs. */
export function setDocument({ key, path, changed, inForce, interrupted }: SetResult) {
  return {
    schema: 'chatctl/config-set/1',
    key,
    path,
    outcome: changed.outcome,
    copy: changed.copy,
    errors: changed.errors.map(({ id, key: at, line, column, message }) => ({
      id,
      key: at,
      line: line || null,
      column: column || null,
      message: render(message),
    })),
    interrupted,
    server: inForce === null ? null : serverDocument(inForce),
  }
}

/** What a change means to the server, for programs. */
export function serverDocument(inForce: InForce) {
  const isReloaded = inForce.state === 'reloaded'
  return {
    state: inForce.state,
    applied: isReloaded ? inForce.applied : [],
    needRestart: isReloaded ? inForce.needRestart : [],
    overridden: isReloaded ? inForce.overridden : [],
    pending: isReloaded ? inForce.pending : [],
    unlocked: isReloaded && inForce.unlocked,
    error: inForce.state === 'unknown' ? { id: inForce.error.id, message: inForce.error.message } : null,
  }
}
