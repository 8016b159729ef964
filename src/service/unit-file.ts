import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Layout } from './layout.ts'
import { standingOf } from './mark.ts'
import type { ConfigNeeds } from './needs-of-config.ts'
import type { Standing } from './step.ts'
import { type ProgramPaths, unitText } from './unit-text.ts'

export function unitPath({ units, name }: Layout): string {
  return join(units, `${name}.service`)
}

/**
 * How the unit file that is there compares with the one that would be written now.
 *
 * @param program  null where this program cannot be installed from here; then only its mark is judged
 * @param needs  null where the configuration may not be read
 */
export async function unitFileStanding(
  layout: Layout,
  program: ProgramPaths | null,
  needs: ConfigNeeds | null,
): Promise<Standing> {
  let found: string
  try {
    found = await readFile(unitPath(layout), 'utf8')
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'unknown'
  }
  if (program !== null && needs !== null) return standingOf(unitText(layout, program, needs), found)
  const standing = standingOf('', found)
  return standing === 'older' ? 'unknown' : standing
}
