import { createHash } from 'node:crypto'

const LINE = /^# chatctl-content: ([0-9a-f]{64})\n/m

/** What a file is to us: as we would write it, as we once wrote it, ours and edited since, or somebody else's. */
export type FileStanding = 'missing' | 'in-place' | 'older' | 'edited' | 'foreign'

/** A text of ours with a line that tells later whether anybody has changed it; behind a `#!` line, else at the top. */
export function marked(text: string): string {
  const line = `# chatctl-content: ${digest(text)}\n`
  const start = text.startsWith('#!') ? text.indexOf('\n') + 1 : 0
  return text.slice(0, start) + line + text.slice(start)
}

/** @param wanted  as {@link marked} makes it @param found  null where there is no file */
export function standingOf(wanted: string, found: string | null): FileStanding {
  if (found === null) return 'missing'
  if (found === wanted) return 'in-place'
  const told = LINE.exec(found)?.[1]
  if (told === undefined) return 'foreign'
  return told === digest(found.replace(LINE, '')) ? 'older' : 'edited'
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
