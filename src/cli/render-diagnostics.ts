import { basename } from 'node:path'
import chalk from 'chalk'
import type { Diagnostic, FrameLine } from '../config/diagnostic.ts'
import { cells } from '../config/show.ts'
import { render, t } from '../messages/index.ts'
import { escapeForTerminal } from './escape.ts'

const WIDTH = 80

/**
 * Findings about a configuration as lines for a terminal of 80 columns: place, sentence, the lines of the file with
 * marks, what was expected and what probably was meant; at the end the count of errors and warnings.
 *
 * @param path  the configuration file; null when there is none
 */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], path: string | null): string {
  const file = escapeForTerminal(basename(path ?? 'config.json'))
  const blocks = diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, file))
  return [...blocks, ...summary(diagnostics, path)].map((block) => `${block}\n`).join('')
}

function renderDiagnostic(diagnostic: Diagnostic, file: string): string {
  const { severity, id, line, column, origin, message, expected, hint, frame } = diagnostic
  const colour = severity === 'error' ? chalk.red : chalk.yellow
  const place = line > 0 ? `${file}:${line}:${column} ` : ''
  const from = origin === undefined ? '' : ` ${t('config.frame.from', { origin })}`
  const digits = Math.max(0, ...frame.map(({ number }) => String(number).length))
  return [
    `${chalk.bold(place)}${colour(t(`config.frame.${severity}`))} ${chalk.dim(`[${id}]`)}${from}`,
    ...wrap(escapeForTerminal(render(message))),
    ...frame.flatMap((shown) => renderLine(shown, digits, colour)),
    ...(expected ? wrap(t('config.frame.expected', { what: render(expected) })) : []),
    ...(hint ? wrap(escapeForTerminal(render(hint))) : []),
  ].join('\n')
}

function renderLine({ number, text, mark }: FrameLine, digits: number, colour: (text: string) => string) {
  const line = `${chalk.dim(`${String(number).padStart(digits + 2)} |`)} ${text}`.trimEnd()
  if (mark === undefined) return [line]
  const gutter = chalk.dim(`${' '.repeat(digits + 2)} |`)
  return [line, `${gutter} ${' '.repeat(mark.left)}${colour('^'.repeat(mark.width))}`]
}

function summary(diagnostics: readonly Diagnostic[], path: string | null): string[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const warnings = diagnostics.length - errors
  if (errors > 0) return [chalk.red(t('config.frame.errors', { errors, warnings }))]
  return path === null
    ? []
    : [chalk.green(t('config.frame.fine', { path: escapeForTerminal(path), warnings }))]
}

/** Breaks a sentence at spaces, or between wide characters, and indents it by two. */
function wrap(sentence: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const part of sentence.match(/[^\s\u2e80-\uffef]+\s*|[\u2e80-\uffef]\s*|\s+/gu) ?? []) {
    if (
      line !== '' &&
      cells(line) + cells(part.trimEnd()) > WIDTH - 2 &&
      !/^[，。：；？！）”、]/u.test(part)
    ) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += part
  }
  return [...lines, line.trimEnd()].map((wrapped) => `  ${wrapped}`)
}
