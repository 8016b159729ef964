import assert from 'node:assert/strict'
import type { CheckId } from '../../src/doctor/check-ids.ts'
import type { BoxRunOptions, SystemdBox } from '../helpers/systemd-box.ts'
import { type DoctorRun, resultOf } from './doctor-run.ts'

/** Runs `doctor --json` in a box, as an operator would: it finds the unit and its configuration by itself. */
export async function doctorIn(
  box: SystemdBox,
  words: readonly string[] = [],
  options: BoxRunOptions = {},
): Promise<DoctorRun> {
  const { code, stdout, stderr } = await box.chatctl(['doctor', ...words, '--json'], options)
  assert.match(stdout, /^\{/, `doctor gave ${code}: ${stderr}${stdout}`)
  return { code, ...JSON.parse(stdout) }
}

/** Types the commands of a fix into a shell of the box. */
export async function typeFixIn(box: SystemdBox, run: DoctorRun, id: CheckId): Promise<void> {
  for (const command of resultOf(run, id).fix?.commands ?? []) await box.ok(['sh', '-c', command])
}
