import assert from 'node:assert/strict'
import type { UndoReport } from '../../src/cli/doctor/fixes/undo.ts'
import type { CheckId } from '../../src/doctor/check-ids.ts'
import type { BoxRunOptions, SystemdBox } from '../helpers/systemd-box.ts'
import { type DoctorRun, type FixRun, resultOf } from './doctor-run.ts'

/** Runs `doctor --json` in a box, as an operator would: it finds the unit and its configuration by itself. */
export async function doctorIn(
  box: SystemdBox,
  words: readonly string[] = [],
  options: BoxRunOptions = {},
): Promise<DoctorRun> {
  return await answer(box, words, options)
}

/** Types the commands of a fix into a shell of the box. */
export async function typeFixIn(box: SystemdBox, run: DoctorRun, id: CheckId): Promise<void> {
  for (const command of resultOf(run, id).fix?.commands ?? []) await box.ok(['sh', '-c', command])
}

/** What --fix is let do in a box: nothing to what the box itself is like. */
const FIXED = ['config', 'service', 'storage', 'network/port-held-by-other', 'network/not-listening']

/** Lets doctor cure what it can in a box, whatever it costs. */
export async function fixIn(box: SystemdBox, options: BoxRunOptions = {}): Promise<FixRun> {
  return await answer(box, [...FIXED, '--fix', '--yes=destructive'], options)
}

/** Takes the last fix in a box back. */
export async function undoIn(box: SystemdBox): Promise<UndoReport> {
  return await answer(box, ['undo', '--yes=destructive'])
}

async function answer<T>(box: SystemdBox, words: readonly string[], options: BoxRunOptions = {}): Promise<T> {
  const { code, stdout, stderr } = await box.chatctl(['doctor', ...words, '--json'], options)
  assert.match(stdout, /^\{/, `doctor gave ${code}: ${stderr}${stdout}`)
  return { code, ...JSON.parse(stdout) }
}
