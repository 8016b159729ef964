import type { Host } from '../host/host.ts'
import type { Step } from './step.ts'
import { type Argv, mustRun, typed } from './systemctl.ts'

/** A command that has to be run. @param back  the one that takes it back */
export function commandStep(host: Host, argv: Argv, back?: Argv, timeoutMs?: number): Step {
  return {
    kind: 'command',
    target: typed(argv),
    standing: 'missing',
    shell: [typed(argv)],
    async apply() {
      await mustRun(host, argv, { ...(timeoutMs !== undefined && { timeoutMs }) })
    },
    async undo() {
      if (back !== undefined) await mustRun(host, back)
    },
  }
}

/** A command that helps where it works, and hinders nothing where it does not. */
export function tryStep(host: Host, argv: Argv): Step {
  return {
    ...commandStep(host, argv),
    async apply() {
      await host.run(argv, { timeoutMs: 20_000 })
    },
  }
}
