import type { ConnectFailure } from '../../client/connect.ts'
import { FAILURE_IDS } from '../../client/failure-ids.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { count } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { isLoopback } from '../../stress/loopback.ts'
import type { BenchPlan } from '../../stress/plan.ts'
import { type BenchResult, runBench } from '../../stress/run-bench.ts'
import { addressText } from '../chat/server-address.ts'
import { ungreetedText } from '../chat/ungreeted-text.ts'
import { type Asking, confirm } from '../confirm.ts'
import { escapeForTerminal } from '../escape.ts'
import { stopOnSignals } from '../stop-on-signals.ts'
import { progressLine } from './progress.ts'

export interface StressTestOptions {
  /** The user has said that the server is his. */
  readonly isOwn: boolean
  readonly yes: boolean
  readonly asking: Asking
  readonly note: (text: string) => void
  /** Where the progress is shown if it is a terminal. */
  readonly screen: NodeJS.WriteStream
}

const MOST_NAMES = 5

/**
 * Runs a stress test with what a person wants around it: a question where others would be disturbed, progress, Ctrl+C. A second
 * Ctrl+C ends the program at once.
 *
 * @throws ChatctlError `bench/not-loopback`; `client/…` where the first client does not get in; `cli/needs-yes`,
 * `cli/declined`; `bench/stopped` after Ctrl+C before anything was said
 */
export async function stressTest(plan: BenchPlan, options: StressTestOptions): Promise<BenchResult> {
  const { host } = plan.address
  const address = addressText(plan.address)
  if (!options.isOwn && !(await isLoopbackHost(host)))
    throw new ChatctlError('bench/not-loopback', { address })
  const stop = stopOnSignals()
  const line = progressLine(options.screen, plan.messages === null ? '' : `/${count(plan.messages)}`)
  try {
    const result = await runBench(plan, {
      signal: stop.signal,
      now: () => performance.now(),
      onProgress: (progress) => line.show(progress),
      onUngreeted: (limitMs) => options.note(ungreetedText(plan.address, limitMs)),
      onRoom: (others) => askOthers(others, plan, options),
    })
    line.clear()
    if ('entered' in result) return result
    throw notIn(result.kind as ConnectFailure, result.detail, plan)
  } catch (error) {
    line.clear()
    if (stop.signal.aborted && error === stop.signal.reason) throw new ChatctlError('bench/stopped')
    throw error
  } finally {
    stop.release()
  }
}

async function isLoopbackHost(host: string): Promise<boolean> {
  try {
    return await isLoopback(host)
  } catch (error) {
    const detail = (error as NodeJS.ErrnoException).code ?? String(error)
    throw new ChatctlError('client/unknown-host', { host, detail })
  }
}

function notIn(kind: ConnectFailure, detail: string, { address, timeoutMs }: BenchPlan): ChatctlError {
  const id = FAILURE_IDS[kind] ?? 'client/closed'
  return new ChatctlError(id, {
    address: addressText(address),
    host: address.host,
    detail,
    why: detail,
    ms: timeoutMs,
  })
}

/** Those who are in the room would read every message of the test. */
async function askOthers(
  others: readonly string[] | null,
  { messages }: BenchPlan,
  { yes, asking, note }: StressTestOptions,
): Promise<void> {
  if (others === null) note(t('bench.cannotSee'))
  if (others === null || others.length === 0 || yes) return
  const names = others.slice(0, MOST_NAMES).map(escapeForTerminal).join(', ')
  const people = { count: others.length, names: others.length > MOST_NAMES ? `${names}, …` : names }
  await confirm(
    {
      address: names,
      why: t('bench.askWhy', { count: others.length }),
      question: t('bench.ask', {
        ...people,
        messages: messages === null ? t('bench.manyMessages') : count(messages),
      }),
    },
    asking,
  )
}
