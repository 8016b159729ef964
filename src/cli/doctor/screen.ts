import chalk from 'chalk'
import { consequences, rootCauses } from '../../doctor/causes.ts'
import type { CheckResult, Finding, Outcome } from '../../doctor/check.ts'
import { OUTCOMES } from '../../doctor/verdict.ts'
import { type MessageKey, render, t } from '../../messages/index.ts'
import { escapeForTerminal } from '../escape.ts'
import { wrap } from '../wrap.ts'

/** Where the text beside the outcome begins. */
const INDENT = '  '

const PAINT: Record<Outcome, (text: string) => string> = {
  pass: (text) => chalk.green(text),
  warn: (text) => chalk.yellow(text),
  fail: (text) => chalk.red(text),
  unknown: (text) => chalk.magenta(text),
  skipped: (text) => chalk.dim(text),
}

export interface ScreenOptions {
  readonly columns: number
  /** Passed and skipped checks too. */
  readonly verbose: boolean
  /** How long it took, in ms. */
  readonly ms: number
}

/** What `doctor` prints: root causes first, each with its proof, its fix and what it explains; then what could not be seen. */
export function doctorScreen(results: readonly CheckResult[], options: ScreenOptions): string {
  const causes = rootCauses(results)
  const parts = causes.map((cause, index) => causeText(cause, index + 1, results, options))
  const hints = results.flatMap((result) =>
    result.outcome === 'pass' ? result.findings.map((finding) => hintText(result, finding, options)) : [],
  )
  if (hints.length > 0) parts.push(hints.join('\n'))
  const unknown = results.filter(({ outcome }) => outcome === 'unknown')
  if (unknown.length > 0) parts.push(unknown.map((result) => noteText(result, options)).join('\n'))
  if (options.verbose) parts.push(restText(results, options))
  return [...parts, summary(results, causes.length, options)].join('\n\n')
}

function causeText(
  cause: CheckResult,
  number: number,
  results: readonly CheckResult[],
  options: ScreenOptions,
): string {
  const label = PAINT[cause.outcome](chalk.bold(t(`doctor.outcome.${cause.outcome}`)))
  const lines = [`${number}. ${label} ${chalk.dim(cause.check.id)}`]
  for (const finding of cause.findings) lines.push(...findingLines(finding, options))
  const cleared = consequences(cause, results).map(({ check }) => check.id)
  if (cleared.length > 0) {
    lines.push(...wrap(t('doctor.clears', { checks: cleared.join(', ') }), options.columns, `${INDENT} `))
  }
  return lines.join('\n')
}

function findingLines(finding: Finding, { columns }: ScreenOptions): string[] {
  const lines = wrap(escapeForTerminal(render(finding.message)), columns, `${INDENT} `).map((line) =>
    chalk.bold(line),
  )
  for (const { text, command } of finding.evidence) {
    lines.push(...wrap(escapeForTerminal(render(text)), columns, `${INDENT}   `))
    // A command stays on one line, however long, so that it can be copied.
    if (command !== undefined) lines.push(chalk.dim(`${INDENT}   $ ${escapeForTerminal(command)}`))
  }
  const { fix } = finding
  if (fix === undefined) return lines
  lines.push(...wrap(t('doctor.fix', { fix: escapeForTerminal(render(fix.summary)) }), columns, `${INDENT} `))
  for (const command of fix.commands) lines.push(chalk.green(`${INDENT}   ${escapeForTerminal(command)}`))
  if (fix.risk !== 'safe') lines.push(chalk.yellow(`${INDENT}   ${t(`doctor.risk.${fix.risk}`)}`))
  return lines
}

function hintText({ check }: CheckResult, finding: Finding, options: ScreenOptions): string {
  const head = `${chalk.cyan(t('doctor.outcome.hint'))} ${chalk.dim(check.id)}`
  return [head, ...findingLines(finding, options)].join('\n')
}

function noteText({ check, outcome, note }: CheckResult, { columns }: ScreenOptions): string {
  const text = escapeForTerminal(note === null ? render(check.claim) : render(note))
  const head = `${PAINT[outcome](t(`doctor.outcome.${outcome}`))} ${chalk.dim(check.id)}`
  return [head, ...wrap(text, columns, `${INDENT} `)].join('\n')
}

function restText(results: readonly CheckResult[], { columns }: ScreenOptions): string {
  return results
    .filter(({ outcome }) => outcome === 'pass' || outcome === 'skipped')
    .flatMap((result) => {
      const text =
        result.outcome === 'skipped' && result.note ? render(result.note) : render(result.check.claim)
      const mark = PAINT[result.outcome](t(`doctor.outcome.${result.outcome}`))
      return wrap(`${mark} ${result.check.id}: ${escapeForTerminal(text)}`, columns, '')
    })
    .join('\n')
}

function summary(results: readonly CheckResult[], causes: number, { ms }: ScreenOptions): string {
  const counts = OUTCOMES.map((outcome) => {
    const count = results.filter((result) => result.outcome === outcome).length
    const text = t(`doctor.count.${outcome}` as MessageKey, { count })
    return count > 0 ? PAINT[outcome](text) : chalk.dim(text)
  }).join(t('doctor.separator'))
  const head =
    causes === 0 ? chalk.green.bold(t('doctor.healthy')) : chalk.bold(t('doctor.causes', { count: causes }))
  return `${head}\n${counts}  ${chalk.dim(t('doctor.took', { seconds: (ms / 1000).toFixed(2) }))}`
}
