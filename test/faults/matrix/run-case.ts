import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Verdict } from '../../../src/doctor/verdict.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import {
  resultOf,
  runDoctor,
  runFix,
  runFromBundle,
  runUndo,
  saidBy,
  typeFix,
  unexplained,
} from '../doctor-run.ts'
import type { FaultCase, Scene } from './fault-case.ts'
import { sceneOf } from './scene.ts'
import { snapshot } from './snapshot.ts'

/** Everything but what the machine under the test is like. */
const THEMES = ['config', 'service', 'storage', 'network', 'chat', 'security']

type Options = NonNullable<Parameters<typeof runFix>[1]>

/** What came of a case, as it stands in the matrix. */
export interface Row {
  readonly fault: string
  readonly finds: readonly string[]
  /** Consequences that are folded under them. */
  readonly folded: readonly string[]
  readonly cure: string
  readonly undo: string
}

/** Injects a fault, and asserts: found, ranked, proven, nothing else told, cured, and the cure taken back. */
export async function runCase(t: TestContext, fault: FaultCase): Promise<Row> {
  const scene = await sceneOf(t, fault)
  const options = {
    words: fault.words ?? THEMES,
    env: { XDG_STATE_HOME: join(temporaryFolder(t), 'state') },
  }
  try {
    await fault.inject(scene, t)
    return await judged(scene, fault, options)
  } finally {
    fault.release?.(scene)
  }
}

async function judged(scene: Scene, fault: FaultCase, options: Options): Promise<Row> {
  const before = snapshot(scene.folder, fault.running)
  const run = await runDoctor(scene.config, options)
  assert.deepEqual(unexplained(run).sort(), [...fault.finds].sort(), troubles(run))
  assert.deepEqual(
    run.causes.filter((cause) => unexplained(run).includes(cause)),
    fault.finds,
  )
  const [first] = fault.finds
  assert.match(saidBy(run, first), fault.evidence)
  assert.deepEqual(snapshot(scene.folder, fault.running), before, 'doctor changed something unasked')
  const recorded = await runFromBundle(scene.config, options)
  assert.deepEqual(unexplained(recorded).sort(), unexplained(run).sort(), troubles(recorded))
  assert.deepEqual(causesOf(recorded), causesOf(run), 'a bundle ranks the causes otherwise')
  return {
    fault: fault.fault,
    finds: fault.finds,
    folded: run.results.filter(({ explainedBy }) => explainedBy.length > 0).map(({ check }) => check),
    ...(await cure(scene, fault, run, options)),
  }
}

async function cure(scene: Scene, fault: FaultCase, found: Verdict, options: Options) {
  const left = [...(fault.leaves ?? [])]
  const automatic = fault.finds.map((id) => resultOf(found, id).fix?.automatic === true)
  if (fault.cure !== 'fix') {
    assert.ok(!automatic[0], `--fix could cure ${fault.finds[0]}`)
    if (fault.cure === 'person') return { cure: 'a person', undo: '–' }
    for (const id of fault.finds) await typeFix(found, id, options.env)
    assert.deepEqual(unexplained(await runDoctor(scene.config, options)), left)
    return { cure: 'the printed commands', undo: '–' }
  }
  const before = snapshot(scene.folder, fault.running)
  const fixed = await runFix(scene.config, options)
  assert.deepEqual(unexplained(fixed), left, JSON.stringify(fixed.fixes, null, 1) + troubles(fixed))
  const cured = fixed.fixes.filter(({ outcome }) => outcome === 'cured')
  // One repair may cure several at once.
  assert.equal(cured[0]?.check, fault.finds[0])
  const known = found.results.filter(({ outcome }) => outcome === 'warn' || outcome === 'fail')
  for (const { check } of cured)
    assert.ok(
      known.some((result) => result.check === check),
      check,
    )
  if (fault.undo === 'final') {
    assert.equal((await runUndo(scene.config, options)).outcome, 'nothing')
    return { cure: '`--fix`', undo: 'final' }
  }
  for (const _ of cured) {
    const undone = await runUndo(scene.config, options)
    assert.equal(undone.outcome, 'undone', JSON.stringify(undone))
  }
  assert.deepEqual(snapshot(scene.folder, fault.running), before)
  return { cure: '`--fix`', undo: 'restored' }
}

/** Root causes in their order, without what the machine under the test is like. */
function causesOf(verdict: Verdict): string[] {
  const told = unexplained(verdict)
  return verdict.causes.filter((cause) => told.includes(cause))
}

function troubles({ results }: Verdict): string {
  const wrong = results.filter(({ outcome }) => outcome === 'warn' || outcome === 'fail')
  return JSON.stringify(wrong, null, 1)
}
