import type { Row } from './run-case.ts'

export const PAGE = 'docs/fault-matrix.md'

const INTRO = `# Faults

<!-- Written by the tests: npm run fault-matrix -->

Every fault of this table is injected for real by \`test/faults/matrix\`: into the files, processes and sockets of a server that
was healthy. Each time \`chatctl doctor\` has to find it, to tell it first, to prove it and to tell nothing else; the cure has to
leave a healthy server behind, and \`chatctl doctor undo\` has to bring the fault back byte by byte. A cure is final where
something has ended or was only made known.

| fault | found as | folded under it | cured by | undo |
| --- | --- | --- | --- | --- |
`

export function rowText({ fault, finds, folded, cure, undo }: Row): string {
  const list = (ids: readonly string[]) => ids.map((id) => `\`${id}\``).join(', ') || '–'
  return `| ${fault} | ${list(finds)} | ${list(folded)} | ${cure} | ${undo} |`
}

/** @param rows  texts of {@link rowText} */
export function pageText(rows: readonly string[]): string {
  return `${INTRO}${rows.join('\n')}\n`
}

/** The rows of a page as they stand in it. */
export function rowsOf(page: string): string[] {
  return page.split('\n').filter((line) => line.startsWith('| ') && !/^\| (?:fault|---) \|/.test(line))
}
