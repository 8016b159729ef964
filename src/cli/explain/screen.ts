import chalk from 'chalk'
import type { NamedHere } from '../../explain/explanation.ts'
import { en } from '../../messages/en/index.ts'
import { type MessageKey, t } from '../../messages/index.ts'
import type { TopicId } from '../../messages/topic-texts.ts'
import { cut, padTo, wrap } from '../screens/columns.ts'
import { askFor, type Explained, type ExplainResult } from './answer.ts'

/** Column at which the titles beside what to type begin. */
const TITLE_AT = 44

/** One explanation in full, and in a line each what else it may mean. */
export function explanationScreen({ explanations }: ExplainResult, width: number): string {
  const [best, ...others] = explanations
  if (best === undefined) return ''
  const more = others.map(({ names, topic, title }) => [ask(names, topic), title] as const)
  return [...full(best, width), ...section(t('explain.others'), pointers(more, width))].join('\n')
}

/** All that was found in many lines: troubles in full, normal lines in one line each. */
export function findingsScreen({ explanations }: ExplainResult, lines: number, width: number): string {
  const troubles = explanations.filter(({ why }) => why.length > 0)
  const normal = explanations.filter(({ why }) => why.length === 0)
  const heads = {
    nothing: 'explain.foundNothing',
    normal: 'explain.foundNormal',
    some: 'explain.found',
  } as const
  const kind = explanations.length === 0 ? 'nothing' : troubles.length === 0 ? 'normal' : 'some'
  const rest = normal.map(({ names, topic, title }) => [ask(names, topic), title] as const)
  return [
    ...wrap(t(heads[kind], { lines }), width),
    ...troubles.flatMap((found) => ['', ...full(found, width)]),
    ...section(t('explain.normal'), pointers(rest, width)),
  ].join('\n')
}

/** Topics in a line each; of a single one everything. */
export function topicsScreen(result: ExplainResult, width: number): string {
  if (result.explanations.length === 1) return explanationScreen(result, width)
  return pointers(
    result.explanations.map(({ topic, title }) => [topic, title]),
    width,
  ).join('\n')
}

/** Every topic with its names. */
export function listScreen({ explanations }: ExplainResult, width: number): string {
  return explanations
    .flatMap(({ topic, title, names }) => [
      `${chalk.bold(topic)}  ${title}`,
      ...wrap(shownAll(names), width - 2)
        .filter(Boolean)
        .map((line) => chalk.dim(`  ${line}`)),
    ])
    .join('\n')
}

/** What may have been meant, where nothing is known. */
export function suggestionsScreen({ suggestions }: ExplainResult, width: number): string {
  const near = suggestions.map(({ ask: asked, title }) => [asked, title] as const)
  return [
    t('explain.notKnown'),
    ...section(t('explain.nearest'), pointers(near, width)),
    '',
    t('explain.tryWords'),
  ].join('\n')
}

function full(
  { title, names, means, why, steps, checks, related, seen }: Explained,
  width: number,
): string[] {
  const todo = steps.flatMap(({ text, commands }) => [
    ...(text === '' ? [] : item('- ', text, width)),
    ...commands.map((command) => `    ${chalk.cyan(command)}`),
  ])
  const named = names.length === 0 ? [] : wrap(shownAll(names), width)
  const times = seen === null ? [] : [t('explain.times', { count: seen.lines, first: seen.first })]
  return [
    ...wrap(title, width).map((line) => chalk.bold(line)),
    ...[...named, ...times].map((line) => chalk.dim(line)),
    ...wrap(means, width),
    ...section(
      t('explain.why'),
      why.flatMap((reason, at) => item(`${at + 1}. `, reason, width)),
    ),
    ...section(t('explain.todo'), todo),
    ...section(
      t('explain.proof'),
      checks.flatMap((check) => proof(check, width)),
    ),
    ...section(
      t('explain.related'),
      pointers(
        related.map(({ topic, title: about }) => [topic, about]),
        width,
      ),
    ),
  ]
}

/** The command that judges, and what it says of a healthy server. */
function proof(check: string, width: number): string[] {
  const claim =
    check in en.checks ? t('explain.claim', { claim: t(`checks.${check}.claim` as MessageKey) }) : ''
  const command = `  ${chalk.cyan(`chatctl doctor ${check}`)}`
  return claim === ''
    ? [command]
    : [command, ...wrap(claim, width - 4).map((line) => chalk.dim(`    ${line}`))]
}

function section(head: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', chalk.bold(head), ...lines]
}

function item(mark: string, text: string, width: number): string[] {
  const indent = 2 + mark.length
  return wrap(text, width - indent).map((line, at) => `  ${at === 0 ? mark : ' '.repeat(mark.length)}${line}`)
}

function pointers(lines: readonly (readonly [string, string])[], width: number): string[] {
  return lines.map(([asked, title]) => {
    const command = padTo(`  chatctl explain ${asked}`, Math.min(TITLE_AT, Math.floor(width / 2)))
    const room = width - command.length - 1
    return `${chalk.cyan(command)} ${room > 8 ? cut(title, room) : ''}`.trimEnd()
  })
}

const ask = (names: readonly NamedHere[], topic: TopicId) => (names[0] ? askFor(names[0], topic) : topic)

/** The names kind by kind: `exit code 126, 127, 203; check service/program-missing`. */
function shownAll(names: readonly NamedHere[]): string {
  return [...Map.groupBy(names, ({ kind }) => kind)]
    .map(([kind, ofKind]) => `${t(`explain.kind.${kind}`)} ${ofKind.map(shown).join(', ')}`)
    .join('; ')
}

function shown({ id, level, exitCode }: NamedHere): string {
  if (level !== undefined) return t('explain.level', { id, level })
  return exitCode === undefined ? id : t('explain.exitCode', { id, code: exitCode })
}
