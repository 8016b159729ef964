import { readFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import chalk from 'chalk'
import { type Change, isReversible } from '../../../doctor/fixes/change.ts'
import { describe } from '../../../doctor/fixes/describe.ts'
import {
  forget,
  recordFolders,
  type StoredFix,
  serverOf,
  storedContent,
  storedFixes,
} from '../../../doctor/fixes/records.ts'
import { madeChanges, takeBack } from '../../../doctor/fixes/take-back.ts'
import { EXIT } from '../../../errors/ids.ts'
import { findTarget } from '../../../facts/target.ts'
import type { Host } from '../../../host/host.ts'
import { liveHost } from '../../../host/live-host.ts'
import { dayAndTime } from '../../../messages/format.ts'
import { render, t } from '../../../messages/index.ts'
import { ask } from '../../confirm.ts'
import { covers } from '../../consent.ts'
import { escapeForTerminal } from '../../escape.ts'
import { changesText } from './changes-text.ts'
import { type Dialogue, flagFor } from './dialogue.ts'
import { undisturbed } from './interruption.ts'

/** The flags of `chatctl doctor undo`. */
export interface UndoFlags {
  readonly config?: string | undefined
  readonly unit: string
  readonly dryRun: boolean
}

/** What `doctor undo --json` prints. */
export interface UndoReport {
  readonly outcome: 'undone' | 'planned' | 'nothing' | 'refused' | 'partly' | 'declined' | 'needs-yes'
  readonly check: string | null
  /** ISO 8601, of the fix. */
  readonly at: string | null
  readonly changes: readonly string[]
  readonly why: string | null
}

/** Takes back the last fix of this server that can be taken back: shows what that means, asks, does it or refuses. */
export async function undoLast(
  flags: UndoFlags,
  dialogue: Dialogue,
): Promise<{ readonly report: UndoReport; readonly exitCode: number }> {
  const host = liveHost()
  const { signal } = new AbortController()
  const target = await findTarget(host, { config: flags.config, unit: flags.unit, signal })
  const server = await serverOf(target)
  const folders = recordFolders(host.env, host.uid, target.loaded.path)
  const fixes = await storedFixes(folders, host.uid, server)
  for (const fix of fixes) {
    const { check, at, summary, changes } = fix.record
    const values = { check, at: dayAndTime(at), summary: render(summary) }
    if (changes.some(isReversible)) {
      dialogue.say(chalk.bold(escapeForTerminal(t('fixes.undoHead', values))))
      return await undo(fix, host, flags.dryRun, dialogue)
    }
    dialogue.say(escapeForTerminal(t('fixes.undoSkipped', values)))
  }
  const why = t('fixes.undoNothing', { server, user: nameOf(host) })
  dialogue.say(escapeForTerminal(why))
  return {
    report: { outcome: 'nothing', check: null, at: null, changes: [], why },
    exitCode: EXIT.failed,
  }
}

async function undo(fix: StoredFix, host: Host, dryRun: boolean, dialogue: Dialogue) {
  const { check, at, risk } = fix.record
  const made = await madeChanges(fix)
  const end = (outcome: UndoReport['outcome'], exitCode: number, text: string, changes: string[] = []) => {
    dialogue.say(escapeForTerminal(text))
    const why = exitCode === EXIT.ok ? null : text
    return { report: { outcome, check, at, changes, why }, exitCode }
  }
  if ('problem' in made) {
    return end('refused', EXIT.failed, t('fixes.undoRefused', { why: render(made.problem) }))
  }
  const back = made.changes.toReversed()
  const sentences = await Promise.all(
    back.map(async (change) => render(await describe(change, 'revert', host))),
  )
  dialogue.say(
    ...(await changesText(back, 'revert', contents(fix, back), { host, columns: dialogue.columns })),
  )
  if (dryRun)
    return {
      report: { outcome: 'planned' as const, check, at, changes: sentences, why: null },
      exitCode: EXIT.ok,
    }
  if (back.length === 0) {
    await forget(fix)
    return end('undone', EXIT.ok, t('fixes.undoneNothing'))
  }
  if (!covers(dialogue.consent, risk)) {
    if (!dialogue.asking.isTerminal) {
      return end('needs-yes', EXIT.failed, t('fixes.needsYes', { flag: flagFor(risk === 'safe') }), sentences)
    }
    const answer = await ask(t('fixes.undoAsk'), dialogue.asking)
    if (answer !== 'yes') return end('declined', EXIT.failed, t('fixes.declined'), sentences)
  }
  const taken = await undisturbed(() => takeBack(fix, host))
  for (const note of taken.notes) dialogue.say(escapeForTerminal(render(note)))
  if (taken.problem === null) return end('undone', EXIT.ok, t('fixes.undone'), sentences)
  const why = render(taken.problem)
  return taken.reverted.length > 0
    ? end('partly', EXIT.failed, t('fixes.undoPartly', { why }), sentences)
    : end('refused', EXIT.failed, t('fixes.undoRefused', { why }), sentences)
}

/** The bytes before, from the record; those after, from the files themselves. */
function contents(fix: StoredFix, changes: readonly Change[]) {
  return async (digest: string) => {
    const now = changes.find((change) => change.do === 'write' && change.after.sha256 === digest)
    return now?.do === 'write' ? await readFile(now.path) : await storedContent(fix, digest)
  }
}

function nameOf(host: Host): string {
  try {
    return userInfo().username
  } catch {
    return String(host.uid)
  }
}
