import { setTimeout as wait } from 'node:timers/promises'
import type { CheckResult } from '../../../doctor/check.ts'
import { recordFolders, serverOf, storedFixes } from '../../../doctor/fixes/records.ts'
import { dayAndTime } from '../../../messages/format.ts'
import { t } from '../../../messages/index.ts'
import type { Run } from '../outputs.ts'
import { candidatesOf, whatRemains } from './candidates.ts'
import type { Dialogue } from './dialogue.ts'
import { fixOne } from './fix-one.ts'
import { undisturbed } from './interruption.ts'
import type { FixReport } from './report.ts'

/** A service that was started needs a moment until it answers. */
const LOOKS = 5
const BETWEEN_LOOKS_MS = 700
/** More fixes in one run would be a loop. */
const MOST = 50

export interface FixOptions {
  readonly dryRun: boolean
  /** Also what is only worth knowing. */
  readonly hints: boolean
  readonly dialogue: Dialogue
  /** Looks at everything again. */
  readonly look: () => Promise<Run>
}

/** What is found at the end, and what came of each fix. */
export interface FixedRun {
  readonly run: Run
  readonly reports: readonly FixReport[]
  readonly interrupted: boolean
}

/**
 * Cures what can be cured, the root causes first; after each fix the server is looked at anew, because with a cause its
 * consequences go, or come to light.
 */
export async function fixFound(first: Run, options: FixOptions): Promise<FixedRun> {
  const { dialogue, dryRun } = options
  await warnOfCutShort(first, dialogue)
  return await undisturbed(async (signal) => {
    const tried = new Set<string>()
    const reports: FixReport[] = []
    let run = first
    while (reports.length < MOST && !signal.aborted) {
      const candidate = candidatesOf(run.results, options.hints).find(({ key }) => !tried.has(key))
      if (candidate === undefined) break
      tried.add(candidate.key)
      const remains = async () => {
        for (let look = 1; ; look++) {
          run = await options.look()
          const found = whatRemains(run.results, candidate)
          if (found !== 'same' || look === LOOKS || signal.aborted) return found
          await wait(BETWEEN_LOOKS_MS)
        }
      }
      const { site } = run
      const task = { number: reports.length + 1, candidate, site, dryRun, dialogue, remains, signal }
      const report = await fixOne(task)
      reports.push(report)
      if (report.outcome === 'interrupted') return { run, reports, interrupted: true }
      if (report.outcome === 'rolled-back') run = await options.look()
    }
    if (reports.length === 0) {
      const isHint = !options.hints && run.results.some(hasCurableHint)
      dialogue.say('', t(isHint ? 'fixes.onlyHints' : 'fixes.nothingAutomatic'))
    }
    return { run, reports, interrupted: signal.aborted }
  })
}

const hasCurableHint = ({ outcome, findings }: CheckResult) =>
  outcome === 'pass' && findings.some(({ fix }) => fix?.plan !== undefined)

async function warnOfCutShort({ site }: Run, { say }: Dialogue): Promise<void> {
  const { host, target } = site
  const folders = recordFolders(host.env, host.uid, target.loaded.path)
  for (const { record } of await storedFixes(folders, host.uid, await serverOf(target))) {
    if (record.state !== 'applying') continue
    say(t('fixes.cutShort', { check: record.check, at: dayAndTime(record.at) }))
  }
}
