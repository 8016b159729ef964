import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { applyChanges } from '../../../src/doctor/fixes/apply.ts'
import { type StoredFix, store } from '../../../src/doctor/fixes/records.ts'
import { Workpiece } from '../../../src/doctor/fixes/workpiece.ts'
import { liveHost } from '../../../src/host/live-host.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'

export const host = liveHost()
export const never = new AbortController().signal

/** Who runs the tests. */
export const us = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }

/** A folder to work in, and one beside it for records. */
export function place(t: TestContext) {
  const folder = temporaryFolder(t)
  const work = join(folder, 'work')
  mkdirSync(work)
  return {
    work,
    records: join(folder, 'state', 'fixes'),
    path: (name: string) => join(work, name),
    read: (name: string) => readFileSync(join(work, name), 'utf8'),
  }
}

/** A fix with these changes, written down and not made yet. */
export async function stored(records: string, piece: Workpiece): Promise<StoredFix> {
  const draft = {
    server: '/config.json',
    check: 'config/syntax',
    summary: { key: 'fixes.again' },
    risk: 'safe',
    changes: piece.changes,
  } as const
  return await store(draft, piece.contents, { folders: [records], uid: us.uid, now: Date.now() })
}

/** Makes the changes that are planned. */
export async function made(
  records: string,
  plan: (piece: Workpiece) => Promise<void> | void,
  signal = never,
) {
  const piece = new Workpiece()
  await plan(piece)
  const fix = await stored(records, piece)
  return { fix, applied: await applyChanges(fix, piece.contents, host, signal) }
}
