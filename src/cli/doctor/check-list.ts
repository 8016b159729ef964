import chalk from 'chalk'
import type { Check } from '../../doctor/check.ts'
import { THEMES, themeOf } from '../../doctor/check-ids.ts'
import { claimOf } from '../../doctor/verdict.ts'
import { render, t } from '../../messages/index.ts'
import { wrapIndented } from '../screens/columns.ts'

/** `doctor --list`: every check with the state that it claims and the problem of the guide that it automates. */
export function checkList(checks: readonly Check[]) {
  const document = checks.map(({ id, guide, automatic = false }) => ({
    check: id,
    theme: themeOf(id),
    guide,
    claim: render(claimOf(id)),
    automatic,
  }))
  const columns = process.stdout.columns || 80
  const blocks = THEMES.flatMap((theme) => {
    const lines = document
      .filter((entry) => entry.theme === theme)
      .flatMap(({ check, guide, claim, automatic }) => {
        const problem = guide.problem === null ? '' : `  ${t('doctor.problem', { problem: guide.problem })}`
        const fix = automatic ? '  --fix' : ''
        return [`${check}${chalk.dim(problem + fix)}`, ...wrapIndented(claim, columns, 3)]
      })
    return lines.length > 0 ? [lines.join('\n')] : []
  })
  return { document, screen: blocks.join('\n\n') }
}
