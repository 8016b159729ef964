import chalk from 'chalk'
import { consequences, rootCauses } from '../../doctor/causes.ts'
import { type CheckResult, type Finding, OUTCOMES, type Outcome } from '../../doctor/check.ts'
import { claimOf, countOutcomes } from '../../doctor/verdict.ts'
import { dayAndTime, withLocalTimes } from '../../messages/format.ts'
import { render, t } from '../../messages/index.ts'
import { escapeForTerminal } from '../escape.ts'
import { aboutSameServer } from '../same-server.ts'
import { wrapIndented } from '../screens/columns.ts'

const INDENT = 3
const DEEPER = 5

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
  /** Whether whoever looked is an ordinary user, from whom the system hides things. */
  readonly isOrdinaryUser: boolean
}

/** What `doctor` prints: root causes first, each with its proof, its fix and what it explains; then what could not be seen. */
export function doctorScreen(results: readonly CheckResult[], options: ScreenOptions): string {
  const causes = rootCauses(results)
  const parts = causes.map((cause, index) => causeText(cause, index + 1, results, options))
  const hints = results.flatMap((result) =>
    result.outcome === 'pass' ? result.findings.map((finding) => hintText(result, finding, options)) : [],
  )
  const unknown = results.filter(({ outcome }) => outcome === 'unknown')
  if (hints.length > 0) parts.push(hints.join('\n'))
  const known = results.filter(({ acknowledged }) => acknowledged !== null)
  if (known.length > 0) parts.push(acknowledgedText(known, options))
  if (unknown.length > 0) parts.push(unknownText(unknown, options))
  if (options.verbose) parts.push(restText(results, options))
  return [...parts, summary(results, causes.length, options)].join('\n\n')
}

function causeText(
  cause: CheckResult,
  number: number,
  results: readonly CheckResult[],
  options: ScreenOptions,
): string {
  const { id, guide } = cause.check
  const label = PAINT[cause.outcome](chalk.bold(t(`doctor.outcome.${cause.outcome}`)))
  const problem = guide.problem === null ? '' : `  ${t('doctor.problem', { problem: guide.problem })}`
  const lines = [`${number}. ${label} ${chalk.dim(id + problem)}`]
  for (const finding of cause.findings) lines.push(...findingLines(finding, options))
  const cleared = consequences(cause, results).map(({ check }) => check.id)
  if (cleared.length > 0) {
    const text = t('doctor.clears', { checks: cleared.join(t('doctor.separator')) })
    lines.push(...wrapIndented(text, options.columns, INDENT).map((line) => chalk.dim(line)))
  }
  return lines.join('\n')
}

function findingLines({ message, evidence, fix }: Finding, { columns }: ScreenOptions): string[] {
  const text = (words: string, indent: number) =>
    wrapIndented(escapeForTerminal(withLocalTimes(words)), columns, indent)
  const lines = text(render(message), INDENT).map((line) => chalk.bold(line))
  for (const { text: seen, command } of evidence) {
    lines.push(...text(render(seen), DEEPER))
    // A command stays on one line, however long, so that it can be copied.
    if (command !== undefined) lines.push(chalk.dim(`${' '.repeat(DEEPER)}$ ${escapeForTerminal(command)}`))
  }
  if (fix === undefined) return lines
  lines.push(...text(t('doctor.fix', { fix: render(fix.summary) }), INDENT))
  for (const command of fix.commands) {
    lines.push(chalk.green(`${' '.repeat(DEEPER)}${escapeForTerminal(command)}`))
  }
  if (fix.risk !== 'safe')
    lines.push(...text(t(`doctor.risk.${fix.risk}`), DEEPER).map((line) => chalk.yellow(line)))
  return lines
}

function hintText({ check }: CheckResult, finding: Finding, options: ScreenOptions): string {
  const head = `${chalk.cyan(t('doctor.outcome.hint'))} ${chalk.dim(check.id)}`
  return [head, ...findingLines(finding, options)].join('\n')
}

function acknowledgedText(known: readonly CheckResult[], { columns }: ScreenOptions): string {
  const lines = known.flatMap(({ check, findings, acknowledged }) => {
    const { reason = '', by = '', until = '' } = acknowledged ?? {}
    const text = t('doctor.acknowledged', { id: check.id, by, until: dayAndTime(until), reason })
    const found = findings.map(({ message }) => render(message)).join('\n')
    return [
      ...wrapIndented(escapeForTerminal(text), columns, INDENT),
      ...wrapIndented(escapeForTerminal(found), columns, DEEPER),
    ]
  })
  return [chalk.cyan(t('doctor.acknowledgedHead')), ...lines].join('\n')
}

function unknownText(unknown: readonly CheckResult[], { columns }: ScreenOptions): string {
  const byReason = new Map<string, string[]>()
  for (const { check, note } of unknown) {
    const reason = render(note ?? claimOf(check.id))
    byReason.set(reason, [...(byReason.get(reason) ?? []), check.id])
  }
  // One reason often keeps several checks from judging; it is said once.
  const lines = [...byReason].flatMap(([reason, ids]) => [
    ...wrapIndented(escapeForTerminal(reason), columns, INDENT),
    ...wrapIndented(ids.join(t('doctor.separator')), columns, DEEPER).map((line) => chalk.dim(line)),
  ])
  return [PAINT.unknown(t('doctor.unknownHead')), ...lines].join('\n')
}

function restText(results: readonly CheckResult[], { columns }: ScreenOptions): string {
  return results
    .filter(({ outcome, findings }) => (outcome === 'pass' && findings.length === 0) || outcome === 'skipped')
    .flatMap(({ check, outcome, note }) => {
      const text = escapeForTerminal(render(outcome === 'skipped' && note ? note : claimOf(check.id)))
      const mark = PAINT[outcome](t(`doctor.outcome.${outcome}`))
      return [`${mark} ${chalk.dim(check.id)}`, ...wrapIndented(text, columns, INDENT)]
    })
    .join('\n')
}

function summary(results: readonly CheckResult[], causes: number, options: ScreenOptions): string {
  const { ms, verbose, isOrdinaryUser } = options
  const counts = countOutcomes(results)
  const open = countOutcomes(results.filter(({ acknowledged }) => acknowledged === null))
  const line = OUTCOMES.map((outcome) => {
    const text = t(`doctor.count.${outcome}`, { count: counts[outcome] })
    return counts[outcome] > 0 ? PAINT[outcome](text) : chalk.dim(text)
  }).join(t('doctor.separator'))
  const time = chalk.dim(t('doctor.took', { seconds: (ms / 1000).toFixed(2) }))
  const more = verbose ? [] : [chalk.dim(t('doctor.forMore'))]
  if (isOrdinaryUser && counts.unknown > 0) more.push(chalk.dim(aboutSameServer(t('doctor.seesMore'))))
  return [verdictLine(open, causes), `${line} ${time}`, ...more].join('\n')
}

function verdictLine(counts: Readonly<Record<Outcome, number>>, causes: number): string {
  const asFar = counts.unknown > 0 ? 'AsFar' : ''
  if (counts.fail > 0) return chalk.red.bold(t('doctor.causes', { count: causes }))
  if (counts.warn > 0) return chalk.yellow.bold(t(`doctor.onlyWarnings${asFar}`, { count: counts.warn }))
  return chalk.green.bold(t(`doctor.healthy${asFar}`))
}
