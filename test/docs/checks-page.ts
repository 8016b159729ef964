import { CHECKS } from '../../src/doctor/catalogue.ts'
import { THEMES, themeOf } from '../../src/doctor/check-ids.ts'
import { en } from '../../src/messages/en/index.ts'
import { zhCN } from '../../src/messages/zh-CN/index.ts'
import { code, page, table } from './markdown.ts'

/** Every check, with what of the guide it automates, what it looks at and whether `--fix` can cure what it finds. */
export function checksPage(): string {
  const sections = THEMES.flatMap((theme) => {
    const rows = CHECKS.filter(({ id }) => themeOf(id) === theme).map((check) => {
      const { id, guide, needs, wants = [], automatic } = check
      const looksAt = [...new Set([...needs, ...wants])].map(code).join(', ')
      const problem = guide.problem === null ? '–' : String(guide.problem)
      const fix = automatic ? 'yes' : '–'
      return [
        code(id),
        claim(en.checks, id),
        claim(zhCN.checks, id),
        problem,
        guide.cause || '–',
        looksAt,
        fix,
      ]
    })
    return rows.length === 0 ? [] : [`## ${theme}\n\n${table(HEAD, rows)}`]
  })
  return page('Checks', INTRO, ...sections)
}

const HEAD = ['id', 'healthy state', '健康状态', 'problem', "the guide's words", 'looks at', '`--fix`']

const INTRO =
  'What `chatctl doctor` judges: `chatctl doctor ID`, `chatctl doctor THEME` or `chatctl doctor PROBLEM` runs a part of it, ' +
  '`chatctl explain ID` tells more. An id is permanent; it is the same word in logs, in `--json` and here. Problem and words are ' +
  'those of the troubleshooting guide that a check automates. What it looks at are facts: one that may not be seen makes the ' +
  'outcome unknown, one that is not to be had here makes it skipped. Whether `--fix` can cure a finding also depends on what is ' +
  'found.'

function claim(texts: Readonly<Record<string, { readonly claim: string }>>, id: string): string {
  return texts[id]?.claim ?? ''
}
