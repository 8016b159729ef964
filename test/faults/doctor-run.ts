import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FixReport } from '../../src/cli/doctor/fixes/report.ts'
import type { UndoReport } from '../../src/cli/doctor/fixes/undo.ts'
import type { CheckId } from '../../src/doctor/check-ids.ts'
import type { Verdict } from '../../src/doctor/verdict.ts'
import { PROGRAM } from '../helpers/program.ts'

const PATIENCE = 60_000

export interface DoctorOptions {
  /** Checks, themes or problems; everything if not given. */
  readonly words?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Ordinary user to become, by number; the one of the test if not given. */
  readonly uid?: number
  /** A program that runs it, with its arguments. */
  readonly within?: readonly string[]
}

export interface DoctorRun extends Verdict {
  readonly code: number
}

/** Runs `doctor --json` from its sources on a configuration. No unit of this machine is meant. */
export async function runDoctor(config: string, options: DoctorOptions = {}): Promise<DoctorRun> {
  return await run<DoctorRun>(config, options.words ?? [], options)
}

/** What `doctor --fix` found at the end, and did. */
export interface FixRun extends DoctorRun {
  readonly fixes: readonly FixReport[]
}

/** Lets doctor cure what it can, whatever it costs. */
export async function runFix(config: string, options: DoctorOptions = {}): Promise<FixRun> {
  return await run<FixRun>(config, [...(options.words ?? []), '--fix', '--yes=destructive'], options)
}

/** Takes the last fix back. */
export async function runUndo(config: string, options: DoctorOptions = {}): Promise<UndoReport> {
  return await run<UndoReport>(config, ['undo', '--yes=destructive'], options)
}

/** Records the facts in a bundle, as for support, and judges that: no look at this machine any more. */
export async function runFromBundle(config: string, options: DoctorOptions = {}): Promise<Verdict> {
  const { words = [], env = {} } = options
  const bundle = join(programFolder(), 'bundle.tar.gz')
  const place = ['--config', config, '--unit', 'no-such-unit']
  const made = await execute([process.execPath, PROGRAM, 'report', '--bundle', bundle, ...place], env)
  assert.equal(made.code, 0, made.stderr)
  const judged = await execute(
    [process.execPath, PROGRAM, 'doctor', ...words, '--json', '--from', bundle],
    env,
  )
  assert.match(judged.stdout, /^\{/, judged.stderr)
  return JSON.parse(judged.stdout)
}

async function run<T>(config: string, words: readonly string[], options: DoctorOptions) {
  const { env = {}, uid, within = [] } = options
  const target = ['--json', '--config', config, '--unit', 'no-such-unit']
  const argv = [process.execPath, PROGRAM, 'doctor', ...words, ...target]
  const become = ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', '--']
  const user = uid === undefined ? [] : become
  const { code, stdout, stderr } = await execute([...within, ...user, ...argv], env)
  assert.match(stdout, /^\{/, `doctor gave ${code}: ${stderr}${stdout}`)
  return { code, ...JSON.parse(stdout) } as T
}

function execute(argv: readonly string[], more: NodeJS.ProcessEnv) {
  const [program = '', ...args] = argv
  const { CHATCTL_CONFIG: _, ...inherited } = process.env
  // What doctor remembers of a test is nobody's to keep.
  const state = { XDG_STATE_HOME: join(programFolder(), 'state') }
  const env = { ...inherited, ...state, NO_COLOR: '1', LC_ALL: 'C.UTF-8', ...more }
  return new Promise<{ code: number; stdout: string; stderr: string }>((settle) => {
    execFile(
      program,
      args,
      { env, timeout: PATIENCE, cwd: '/', maxBuffer: 16 << 20 },
      (error, stdout, stderr) => settle({ code: Number(error?.code ?? (error ? -1 : 0)), stdout, stderr }),
    )
  })
}

/** What one check came to. */
export function resultOf(run: Verdict, id: CheckId) {
  const found = run.results.find(({ check }) => check === id)
  assert.ok(found, `no result of ${id}`)
  return found
}

/** Everything that is said of a check: message, evidence and fix, as one text. */
export function saidBy(run: Verdict, id: CheckId): string {
  const { message, evidence, fix } = resultOf(run, id)
  return [message, ...evidence.map(({ text }) => text), fix?.summary, ...(fix?.commands ?? [])].join('\n')
}

/** What is no part of a fault: what the machine under the test is like, and that its servers listen on loopback alone. */
const BACKGROUND = /^(?:host|maintenance)\/|^network\/loopback-only$/

/** Warnings and failures that nothing explains. */
export function unexplained(run: Verdict): string[] {
  return run.results
    .filter(
      ({ outcome, explainedBy }) => (outcome === 'warn' || outcome === 'fail') && explainedBy.length === 0,
    )
    .map(({ check }) => check)
    .filter((check) => !BACKGROUND.test(check))
}

/** Asserts that a fault is found, ranked first, proven, and that nothing else cries wolf. */
export function assertFault(run: Verdict, id: CheckId, evidence: RegExp): void {
  assert.deepEqual(
    unexplained(run),
    [id],
    JSON.stringify(
      run.results.filter(({ outcome }) => outcome === 'warn' || outcome === 'fail'),
      null,
      1,
    ),
  )
  assert.equal(
    run.causes.find((cause) => !BACKGROUND.test(cause)),
    id,
  )
  assert.match(saidBy(run, id), evidence)
}

/** Where the shell of {@link typeFix} finds `chatctl`: from its sources. */
let programs: string | undefined

function programFolder(): string {
  if (programs !== undefined) return programs
  const folder = mkdtempSync(join(tmpdir(), 'chatctl-bin-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'chatctl'), `#!/bin/sh\nexec ${process.execPath} ${PROGRAM} "$@"\n`, {
    mode: 0o755,
  })
  programs = folder
  return folder
}

/** Runs the commands of a fix, as a reader would type them. */
export async function typeFix(run: Verdict, id: CheckId, more: NodeJS.ProcessEnv = {}): Promise<void> {
  const PATH = `${programFolder()}:${process.env.PATH}`
  for (const command of resultOf(run, id).fix?.commands ?? []) {
    const { code, stdout, stderr } = await execute(['sh', '-c', command], { ...more, PATH })
    assert.equal(code, 0, `${command}: ${stderr}${stdout}`)
  }
}
