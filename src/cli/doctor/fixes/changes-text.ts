import chalk from 'chalk'
import type { Change } from '../../../doctor/fixes/change.ts'
import { describe } from '../../../doctor/fixes/describe.ts'
import { type FileDiff, fileDiff } from '../../../doctor/fixes/file-diff.ts'
import type { Host } from '../../../host/host.ts'
import { render } from '../../../messages/index.ts'
import { escapeForTerminal } from '../../escape.ts'
import { wrapIndented } from '../../screens/columns.ts'

const BULLET = '   • '
const DIFF_INDENT = ' '.repeat(5)
/** A file that comes into being is shown by its beginning. */
const MOST_LINES = 60

/** What is to be done, as people read it before they agree: sentences, and a diff for every file. No secret is in it. */
export async function changesText(
  changes: readonly Change[],
  way: 'change' | 'revert',
  content: (sha256: string) => Promise<Buffer>,
  { host, columns }: { readonly host: Host; readonly columns: number },
): Promise<string[]> {
  const lines: string[] = []
  for (const change of changes) {
    const sentence = escapeForTerminal(render(await describe(change, way, host)))
    const [first = '', ...rest] = wrapIndented(sentence, columns, BULLET.length)
    lines.push(BULLET + first.trimStart(), ...rest)
    const diff = await diffOf(change, way, content)
    if (diff === null) continue
    for (const note of diff.notes) lines.push(...wrapIndented(render(note), columns, DIFF_INDENT.length))
    lines.push(...clipped(diff.lines).map((line) => DIFF_INDENT + paintedDiffLine(escapeForTerminal(line))))
  }
  return lines
}

async function diffOf(
  change: Change,
  way: 'change' | 'revert',
  content: (sha256: string) => Promise<Buffer>,
): Promise<FileDiff | null> {
  if (change.do !== 'write') return null
  const before = change.before === null ? null : await content(change.before.sha256)
  const after = await content(change.after.sha256)
  if (way === 'change') return fileDiff(before, after)
  return before === null ? null : fileDiff(after, before)
}

/** The beginning of a long diff. */
export function clipped(lines: readonly string[]): readonly string[] {
  return lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), '…'] : lines
}

/** A line of a unified diff in its colour. */
export function paintedDiffLine(line: string): string {
  if (line.startsWith('@@')) return chalk.cyan(line)
  if (line.startsWith('-')) return chalk.red(line)
  return line.startsWith('+') ? chalk.green(line) : chalk.dim(line)
}
