import type { Verdict } from '../verdict.ts'

type Result = Verdict['results'][number]

/** What XML 1.0 does not allow at all, not even escaped. */
const FORBIDDEN = /[^\P{Cc}\t\n]|[\ufffe\uffff]/gu

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
}

const attribute = (text: string) =>
  text
    .toWellFormed()
    .replace(FORBIDDEN, '\ufffd')
    .replace(/[&<>"\n]/g, (character) => ESCAPES[character] ?? character)

const failsHere = ({ outcome, acknowledged }: Result, strict: boolean) =>
  acknowledged === null && (outcome === 'fail' || (strict && outcome === 'warn'))

/**
 * A verdict as a JUnit report: one suite a theme, one case a check. What could not be judged and what does not apply are
 * skipped cases with their reason, because JUnit has no other word for them.
 *
 * @param strict  warnings are failures
 */
export function junitReport({ results }: Verdict, strict: boolean): string {
  const themes = [...new Set(results.map(({ theme }) => theme))]
  const suites = themes.map((theme) => {
    const cases = results.filter((result) => result.theme === theme)
    const counts = counted(cases, strict)
    return `  <testsuite name="${theme}" ${counts}>\n${cases.map((result) => testCase(result, strict)).join('\n')}\n  </testsuite>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="chatctl doctor" ${counted(results, strict)}>\n${suites.join('\n')}\n</testsuites>\n`
}

function counted(cases: readonly Result[], strict: boolean): string {
  const failures = cases.filter((result) => failsHere(result, strict)).length
  const skipped = cases.filter(({ outcome }) => outcome === 'skipped' || outcome === 'unknown').length
  return `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`
}

function testCase(result: Result, strict: boolean): string {
  const { check, theme, outcome, message } = result
  const head = `    <testcase name="${attribute(check)}" classname="chatctl.${theme}"`
  if (outcome === 'pass') return `${head}/>`
  const words = attribute(message)
  if (outcome === 'skipped' || outcome === 'unknown') {
    return `${head}>\n      <skipped message="${outcome}: ${words}"/>\n    </testcase>`
  }
  const details = attribute(detailsOf(result))
  const body = failsHere(result, strict)
    ? `<failure type="${outcome}" message="${words}">${details}</failure>`
    : `<system-out>${words}&#10;${details}</system-out>`
  return `${head}>\n      ${body}\n    </testcase>`
}

function detailsOf({ evidence, fix }: Result): string {
  const seen = evidence.map(({ text, command }) => (command === null ? text : `${text}\n$ ${command}`))
  return [...seen, ...(fix ? [fix.summary, ...fix.commands] : [])].join('\n')
}
