import type { Host } from '../../../host/host.ts'
import type { Argv } from '../change.ts'
import type { Effect, Obstacle } from '../effect.ts'
import { FixProblem } from '../problem.ts'

/** A service that starts or stops may take its time; systemd's own limit is 90 s. */
const LIMIT_MS = 100_000

/** A program does the work, such as systemctl. */
export const run: Effect<'run'> = {
  obstacle: async (change, host) => runsAsRoot(change, host),
  standing: async () => null,
  apply: ({ argv }, { host }) => succeed(argv, host),

  async revert({ argv, undo }, { host }) {
    if (undo === null) {
      throw new FixProblem({ key: 'fixes.runIsFinal', values: { command: argv.join(' ') } })
    }
    await succeed(undo, host)
    return undefined
  },
}

/** Why this user cannot run a program. */
export function runsAsRoot(
  { argv, needsRoot }: { readonly argv: Argv; readonly needsRoot: boolean },
  { uid }: Host,
): Obstacle | null {
  if (!needsRoot || uid <= 0) return null
  return { needsRoot: true, text: { key: 'fixes.runsAsRoot', values: { command: argv.join(' ') } } }
}

/** @throws FixProblem where the program cannot be run or does not succeed */
export async function succeed(argv: Argv, host: Host): Promise<void> {
  const done = await host.run(argv, { timeoutMs: LIMIT_MS })
  const command = argv.join(' ')
  if (!done.seen) throw new FixProblem({ key: 'fixes.cannotRun', values: { command, detail: done.detail } })
  const { exitCode, stdout, stderr } = done.value
  if (exitCode === 0) return
  const detail = (stderr.trim() || stdout.trim()).split('\n').slice(-3).join('\n')
  throw new FixProblem({ key: 'fixes.runFailed', values: { command, exitCode, detail } })
}
