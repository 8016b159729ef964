import chalk from 'chalk'
import { applyChanges } from '../../../doctor/fixes/apply.ts'
import { isReversible } from '../../../doctor/fixes/change.ts'
import { describe } from '../../../doctor/fixes/describe.ts'
import { obstacleTo } from '../../../doctor/fixes/obstacle.ts'
import { planChanges } from '../../../doctor/fixes/plan-changes.ts'
import type { Site } from '../../../doctor/fixes/plans/planner.ts'
import { problemText } from '../../../doctor/fixes/problem.ts'
import { recordFolders, type StoredFix, serverOf, store } from '../../../doctor/fixes/records.ts'
import { takeBack } from '../../../doctor/fixes/take-back.ts'
import type { Workpiece } from '../../../doctor/fixes/workpiece.ts'
import { type Message, render, t } from '../../../messages/index.ts'
import { ask } from '../../confirm.ts'
import { covers } from '../../consent.ts'
import { escapeForTerminal } from '../../escape.ts'
import { wrapIndented } from '../../screens/columns.ts'
import type { Candidate, Remains } from './candidates.ts'
import { changesText } from './changes-text.ts'
import { type Dialogue, flagFor } from './dialogue.ts'
import type { FixReport } from './report.ts'

const INDENT = 3

/** What one fix needs to know. */
export interface FixTask {
  readonly number: number
  readonly candidate: Candidate
  readonly site: Site
  readonly dryRun: boolean
  readonly dialogue: Dialogue
  /** What the check finds, after looking again. */
  readonly remains: () => Promise<Remains>
  readonly signal: AbortSignal
}

/** Plans one fix, shows it, asks, backs up, applies, checks again, and takes it back where it did not help. */
export async function fixOne(task: FixTask): Promise<FixReport> {
  const { candidate, site, dialogue, dryRun } = task
  const { check, fix, plan } = candidate
  const head = t(dryRun ? 'fixes.headDry' : 'fixes.head', { number: task.number, check })
  dialogue.say('', chalk.bold(head), ...paragraph(render(fix.summary), dialogue))
  const report = (outcome: FixReport['outcome'], why: Message | null, changes: readonly string[] = []) => ({
    check,
    outcome,
    summary: render(fix.summary),
    risk: fix.risk,
    changes,
    why: why === null ? null : render(why),
    commands: fix.commands,
  })
  let piece: Workpiece
  try {
    piece = await planChanges(plan, fix, site)
  } catch (error) {
    const why = problemText(error)
    say(dialogue, t('fixes.impossible', { why: render(why) }), fix.commands)
    return report('impossible', why)
  }
  const sentences = await Promise.all(
    piece.changes.map(async (change) => render(await describe(change, 'change', site.host))),
  )
  await show(piece, task)
  const obstacle = await obstacleTo(piece.changes, site.host)
  if (obstacle !== null) {
    const key = obstacle.needsRoot ? 'fixes.needsRoot' : 'fixes.impossible'
    say(dialogue, t(key, { why: render(obstacle.text) }), fix.commands)
    return report(obstacle.needsRoot ? 'needs-root' : 'impossible', obstacle.text, sentences)
  }
  if (dryRun) return report('planned', null, sentences)
  const refusal = await consentOf(task)
  if (refusal !== null) return report(refusal, null, sentences)
  return { ...report('cured', null, sentences), ...(await make(piece, task)) }
}

async function show(piece: Workpiece, { candidate, site, dialogue }: FixTask): Promise<void> {
  const content = async (digest: string) => piece.contents.get(digest) ?? Buffer.alloc(0)
  const { columns } = dialogue
  dialogue.say(...(await changesText(piece.changes, 'change', content, { host: site.host, columns })))
  for (const note of piece.notes) dialogue.say(...paragraph(render(note), dialogue))
  const { risk } = candidate.fix
  const warnings = risk === 'safe' ? [] : [t(`doctor.risk.${risk}`)]
  if (!piece.changes.every(isReversible)) warnings.push(t('fixes.final'))
  if (warnings.length > 0)
    dialogue.say(...paragraph(warnings.join(' '), dialogue).map((line) => chalk.yellow(line)))
}

type Refusal = Extract<FixReport['outcome'], 'declined' | 'needs-yes' | 'interrupted'>

async function consentOf({ candidate, dialogue }: FixTask): Promise<Refusal | null> {
  const { risk } = candidate.fix
  if (covers(dialogue.consent, risk)) return null
  if (!dialogue.asking.isTerminal) {
    say(dialogue, t('fixes.needsYes', { flag: flagFor(risk === 'safe') }))
    return 'needs-yes'
  }
  const answer = await ask(t('fixes.ask'), dialogue.asking)
  if (answer === 'yes') return null
  say(dialogue, t('fixes.declined'))
  return answer === 'no' ? 'declined' : 'interrupted'
}

async function make(piece: Workpiece, task: FixTask): Promise<Partial<FixReport>> {
  const { candidate, site, dialogue, signal } = task
  const { check, fix } = candidate
  let stored: StoredFix
  try {
    stored = await store(
      {
        server: await serverOf(site.target),
        check,
        summary: fix.summary,
        risk: fix.risk,
        changes: piece.changes,
      },
      piece.contents,
      {
        folders: recordFolders(site.host.env, site.host.uid, site.target.loaded.path),
        uid: site.host.uid,
        now: site.host.now(),
      },
    )
  } catch (error) {
    return notMade(problemText(error), dialogue)
  }
  const applied = await applyChanges(stored, piece.contents, site.host, signal)
  if (applied.outcome === 'not-made') return notMade(applied.problem, dialogue)
  if (applied.outcome === 'half-made') {
    const why = render(applied.problem)
    say(dialogue, t('fixes.halfMade', { why }))
    return { outcome: 'half-made', why }
  }
  for (const note of applied.notes) say(dialogue, render(note))
  const remains = await task.remains()
  if (signal.aborted) {
    say(dialogue, t('fixes.interruptedMade'))
    return { outcome: 'interrupted', why: null }
  }
  if (remains === 'same') return await rollBack(applied.fix, task)
  const done = t(remains === 'other' ? 'fixes.curedInPart' : 'fixes.cured', { check })
  const undo = piece.changes.some(isReversible) ? [t('fixes.undoHint')] : []
  say(dialogue, [done, ...undo].join(' '))
  return { outcome: 'cured' }
}

async function rollBack(fix: StoredFix, { site, dialogue }: FixTask): Promise<Partial<FixReport>> {
  const { check } = fix.record
  const { problem } = await takeBack(fix, site.host)
  if (problem === null) {
    say(dialogue, t('fixes.rolledBack', { check }))
    return { outcome: 'rolled-back' }
  }
  const why = render(problem)
  say(dialogue, t('fixes.keptBack', { check, why }))
  return { outcome: 'not-cured', why }
}

function notMade(problem: Message, dialogue: Dialogue): Partial<FixReport> {
  const why = render(problem)
  say(dialogue, t('fixes.notMade', { why }))
  return { outcome: 'not-made', why }
}

/** A sentence, and commands below it, each on a line of its own so that it can be copied. */
function say(dialogue: Dialogue, text: string, commands: readonly string[] = []): void {
  dialogue.say(
    ...paragraph(text, dialogue),
    ...commands.map((command) => chalk.green(`     ${escapeForTerminal(command)}`)),
  )
}

function paragraph(text: string, { columns }: Dialogue): string[] {
  return wrapIndented(escapeForTerminal(text), columns, INDENT)
}
