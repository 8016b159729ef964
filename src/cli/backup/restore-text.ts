import chalk from 'chalk'
import type { RestorePlan, RestoreStep } from '../../backup/restore-plan.ts'
import { fileDiff } from '../../doctor/fixes/file-diff.ts'
import { bytes, dayAndTime } from '../../messages/format.ts'
import { render, t } from '../../messages/index.ts'
import { clipped, paintedDiffLine } from '../doctor/fixes/changes-text.ts'
import { escapeForTerminal } from '../escape.ts'
import { cut, wrapIndented } from '../screens/columns.ts'

/** Lines of a log or of what somebody wrote in one line. */
const LONGEST_LINE = 200

/** Steps that are told one by one; of the others only their number. */
const TOLD = ['create', 'replace', 'attributes', 'no-place', 'link'] as const

/** What a restore would change, as people read it before they agree. Secrets are masked. */
export function restorePlanText(plan: RestorePlan, server: string, columns: number): string[] {
  const { archive, manifest, steps } = plan
  const values = { archive, time: dayAndTime(manifest.createdAt), host: manifest.host }
  const lines = wrapIndented(escapeForTerminal(t('backup.plan', values)), columns, 0).map((line) =>
    chalk.bold(line),
  )
  if (manifest.server !== server) {
    const text = t('backup.otherServer', { server: escapeForTerminal(manifest.server) })
    lines.push(...wrapIndented(text, columns, 1).map((line) => chalk.yellow(line)))
  }
  for (const step of steps) {
    if (!TOLD.some((one) => one === step.does)) continue
    const [first = '', ...rest] = wrapIndented(escapeForTerminal(sentence(step)), columns, 3)
    lines.push(` • ${first.trimStart()}`, ...rest, ...notes(step, columns), ...diff(step, columns))
  }
  for (const does of ['nothing', 'keep-newer'] as const) {
    const count = steps.filter((step) => step.does === does).length
    if (count > 0) lines.push(` • ${t(`backup.step.${does}`, { count })}`)
  }
  return lines
}

function sentence({ does, to, row, attributes }: RestoreStep): string {
  const values = {
    to: to ?? '',
    name: row.name,
    bytes: bytes(row.bytes),
    mode: attributes.mode.toString(8).padStart(4, '0'),
    owner: `${row.user}:${row.group}`,
  }
  return t(`backup.step.${does}`, { ...values, count: 1 })
}

function notes({ unusual, ownerUnknown, row, does }: RestoreStep, columns: number): string[] {
  if (does === 'no-place') return []
  const texts = [
    ...(unusual ? [t('backup.unusual')] : []),
    ...(ownerUnknown ? [t('backup.ownerUnknown', { owner: row.user, uid: row.uid })] : []),
  ]
  return texts.flatMap((text) =>
    wrapIndented(escapeForTerminal(text), columns, 5).map((line) => chalk.yellow(line)),
  )
}

function diff({ shown, does }: RestoreStep, columns: number): string[] {
  if (shown === null || does !== 'replace') return []
  const { lines, notes: more } = fileDiff(...legible(shown.before, shown.after))
  return [
    ...more.flatMap((note) => wrapIndented(render(note), columns, 5)),
    ...clipped(lines).map((line) => `     ${paintedDiffLine(cut(escapeForTerminal(line), LONGEST_LINE))}`),
  ]
}

/** The server writes its lists in one line: what changes in it is seen only where every entry has a line of its own. */
function legible(before: Buffer | null, after: Buffer): [Buffer | null, Buffer] {
  if (before === null) return [before, after]
  const isLong = [before, after].some((content) =>
    content
      .toString()
      .split('\n')
      .some(({ length }) => length > LONGEST_LINE),
  )
  try {
    const spread = (content: Buffer) => Buffer.from(JSON.stringify(JSON.parse(content.toString()), null, 2))
    return isLong ? [spread(before), spread(after)] : [before, after]
  } catch {
    return [before, after]
  }
}
