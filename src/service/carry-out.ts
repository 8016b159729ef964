import { ChatctlError } from '../errors/chatctl-error.ts'
import type { Host } from '../host/host.ts'
import type { Scope } from './layout.ts'
import { isDue, type Step } from './step.ts'
import { systemctl } from './systemctl.ts'

/**
 * Does steps in their order. After a failure, and when the signal is aborted, all that was done is taken back, newest first;
 * the step that is under way is finished before.
 *
 * @throws ChatctlError `service/not-done` and `service/interrupted` where all is as it was before, `service/half-done` with
 *   what could not be taken back
 */
export async function carryOut(
  host: Host,
  scope: Scope,
  steps: readonly Step[],
  signal: AbortSignal,
  onDone: (step: Step) => void = () => {},
): Promise<void> {
  const begun: Step[] = []
  let current: Step | undefined
  try {
    for (const step of steps.filter(isDue)) {
      if (signal.aborted) break
      current = step
      begun.push(step)
      await step.apply()
      onDone(step)
    }
    current = undefined
    if (signal.aborted) throw new ChatctlError('service/interrupted')
  } catch (error) {
    const stuck = await takeBack(host, scope, begun)
    const detail = detailOf(error)
    const what = current?.target ?? ''
    if (stuck.length > 0)
      throw new ChatctlError('service/half-done', { what, detail, stuck: stuck.join('; ') })
    if (error instanceof ChatctlError && error.id === 'service/interrupted') throw error
    throw new ChatctlError('service/not-done', { what, detail }, { cause: error })
  }
  for (const step of begun) await step.finish?.()
}

/** @returns what could not be taken back */
async function takeBack(host: Host, scope: Scope, begun: readonly Step[]): Promise<string[]> {
  const stuck: string[] = []
  for (const step of [...begun].reverse()) {
    try {
      await step.undo()
    } catch (error) {
      stuck.push(`${step.target}: ${detailOf(error)}`)
    }
  }
  if (begun.some(({ isUnit }) => isUnit))
    await host.run(systemctl(scope, 'daemon-reload'), { timeoutMs: 20_000 })
  return stuck
}

function detailOf(error: unknown): string {
  if (error instanceof ChatctlError) return error.message
  return (error as NodeJS.ErrnoException).code ?? (error as Error).message
}
