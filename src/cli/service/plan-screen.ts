import chalk from 'chalk'
import { diffLines } from '../../doctor/fixes/line-diff.ts'
import { maskWords } from '../../host/mask-secrets.ts'
import { t } from '../../messages/index.ts'
import { isDue, type Step } from '../../service/step.ts'
import { escapeForTerminal } from '../escape.ts'
import { columnsOf, padTo } from '../screens/columns.ts'

/** What would be done, in full: every file with its text or what changes in it, and every command. */
export function planScreen(steps: readonly Step[]): string {
  const due = steps.filter(isDue)
  const rest = steps.filter((step) => !isDue(step)).map(({ target }) => target)
  const blocks = due.map((step) => [
    stepLine(step),
    ...step.shell.map((line) => chalk.dim(`    # ${line}`)),
    ...body(step),
  ])
  return [
    t('service.planned', { count: due.length }),
    ...blocks.flatMap((lines) => ['', ...lines]),
    ...(rest.length === 0 ? [] : ['', t('service.inPlace', { what: rest.join(', ') })]),
  ].join('\n')
}

/** The steps that were done, a line each. */
export function doneLines(steps: readonly Step[]): string[] {
  return steps.map(stepLine)
}

/** What is different in a file that is in the way. */
export function differenceText({ target, before, content }: Step): string {
  const lines = changedLines(before ?? '', content ?? '')
  return [chalk.yellow(t('service.differs', { path: escapeForTerminal(target) })), ...lines].join('\n')
}

function stepLine({ kind, standing, target }: Step): string {
  const widest = Math.max(
    ...(['missing', 'older', 'edited', 'foreign'] as const).map((one) =>
      columnsOf(t(`service.standing.${one}`)),
    ),
  )
  const isAct = kind === 'command' || kind === 'remove'
  const left = isAct ? t(`service.kind.${kind}`) : t(`service.standing.${standing}`)
  const what = isAct ? '' : t(`service.kind.${kind}`)
  const colour = standing === 'edited' || standing === 'foreign' ? chalk.yellow : chalk.green
  const gap = isAct ? '' : `${padTo(what, 8)} `
  return `  ${colour(padTo(left, widest))}  ${gap}${escapeForTerminal(target)}`
}

function body({ kind, before, content }: Step): string[] {
  if (kind !== 'file' || content === undefined) return []
  if (before === null || before === undefined)
    return shortened(content.trimEnd().split('\n')).map((line) => `    ${line}`)
  return changedLines(before, content)
}

function shortened(lines: readonly string[]): string[] {
  const left = lines.length - MOST_LINES
  return left <= 0 ? [...lines] : [...lines.slice(0, MOST_LINES), t('service.moreLines', { count: left })]
}

/** The catalogues are long, and texts for people: nobody decides by them. */
const MOST_LINES = 90

/** What is gone and what is new, without the values that sound like secrets: a file of somebody else may hold his. */
function changedLines(before: string, after: string): string[] {
  const [from, to] = [before, after].map((text) => text.trimEnd().split('\n')) as [string[], string[]]
  const lines = diffLines(from, to).flatMap(({ kind, from: old, to: now }) => {
    if (kind === 'same') return []
    const text = escapeForTerminal(harmless((kind === 'gone' ? from[old - 1] : to[now - 1]) ?? ''))
    return [kind === 'gone' ? chalk.red(`    -${text}`) : chalk.green(`    +${text}`)]
  })
  return shortened(lines)
}

/** A line of a unit without secrets: the variables of `Environment=` are looked at one by one. */
function harmless(line: string): string {
  const [, head = '', rest = line] = /^(\s*Environment=)(.*)$/.exec(line) ?? []
  return head + maskWords(rest)
}
