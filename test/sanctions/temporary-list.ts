import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { SanctionChange, SanctionNotice } from '../../src/sanctions/sanction.ts'
import { SanctionList } from '../../src/sanctions/sanction-list.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

/** A ban list in a folder of its own, with a clock to turn, and what it said. */
export function temporaryList(t: TestContext, content?: string | Buffer, folder = temporaryFolder(t)) {
  const file = join(folder, 'banned_ips.json')
  const journal = join(folder, 'bans.journal.jsonl')
  const notices: SanctionNotice[] = []
  const clock = { now: Date.parse('2026-11-05T10:20:30.000Z') }
  if (content !== undefined) writeFileSync(file, content)
  return {
    folder,
    file,
    journal,
    notices,
    clock,
    /** Opens it once more, as after a restart or in another command. */
    open: () =>
      SanctionList.open({
        kind: 'ban',
        file,
        directory: folder,
        now: () => clock.now,
        onNotice: (notice) => notices.push(notice),
      }),
    edit: (text: string) => writeFileSync(file, text),
    onDisk: () => JSON.parse(readFileSync(file, 'utf8')) as unknown,
  }
}

/** The next change of a list. */
export function nextChange(list: SanctionList): Promise<SanctionChange> {
  return new Promise((resolve) => {
    // The list's own timers keep no process alive.
    const keepAlive = setInterval(() => {}, 1000)
    const end = list.onChange((change) => {
      end()
      clearInterval(keepAlive)
      resolve(change)
    })
  })
}
