import { setTimeout as delay } from 'node:timers/promises'
import type { ControlClient } from '../../control/client.ts'
import type { DebugJob, DebugKind, DebugPlan } from '../../control/methods.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { EXIT } from '../../errors/ids.ts'
import { bytes } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { author } from '../author.ts'
import { type Asking, confirm } from '../confirm.ts'
import { stopOnSignals } from '../stop-on-signals.ts'
import { progressOn } from './progress.ts'
import { checkTarget, takeCopy } from './take-copy.ts'

export interface RecordOptions {
  readonly server: ControlClient
  readonly kind: DebugKind
  readonly seconds: number
  /** Where the file is wanted; else it stays where the server has put it. */
  readonly out: string | undefined
  readonly yes: boolean
  readonly asking: Asking
  readonly note: (text: string) => void
  readonly screen: NodeJS.WriteStream
}

/** A recording that is done. */
export interface Recorded {
  readonly kind: DebugKind
  readonly path: string
  readonly bytes: number
  readonly pauseMs: number
}

const LOOK_MS = 200
/** While the server takes a snapshot it answers nobody; for so long that is taken for no trouble, in ms. */
const PATIENCE_MS = 10 * 60_000
/** A question that the standing server has not answered is asked again after so long, in ms. */
const ANSWER_MS = 5000
const GONE = new Set(['control/not-running', 'control/died', 'control/unreachable', 'control/cut-off'])

/**
 * Has the running server record its inside, after looking whether there is room and asking where users would notice.
 *
 * @returns null where Ctrl+C ended the waiting; the exit code is set then, and where the file will be was said
 * @throws ChatctlError `debug/…`, `cli/needs-yes`, `cli/declined` and those of the control socket
 */
export async function record(options: RecordOptions): Promise<Recorded | null> {
  const { server, kind, seconds, out, note } = options
  const timed = kind === 'cpu' ? { kind, seconds } : { kind }
  const plan = await server.call('debug-plan', timed)
  checkSpace(plan)
  if (out !== undefined) await checkTarget(out, plan.needBytes)
  await consent(plan, options)
  const job = await server.call('debug-start', { ...timed, by: author() })
  const stop = stopOnSignals()
  const progress = progressOn(options.screen, kind, seconds)
  try {
    const done = await whenDone(server, job, seconds, stop.signal)
    progress.end()
    if (done === null) {
      note(t('debug.left', { path: job.path }))
      process.exitCode = EXIT.interrupted
      return null
    }
    const { path, pauseMs } = done
    const place = out === undefined ? path : await takeCopy(path, out)
    return { kind, path: place, bytes: done.bytes, pauseMs }
  } finally {
    progress.end()
    stop.release()
  }
}

function checkSpace({ freeBytes, needBytes, folder }: DebugPlan): void {
  if (freeBytes === null || freeBytes >= needBytes) return
  throw new ChatctlError('debug/no-space', { folder, free: bytes(freeBytes), need: bytes(needBytes) })
}

/** Only a heap snapshot makes users wait, so only that is asked about. */
async function consent(plan: DebugPlan, { kind, yes, asking, note }: RecordOptions): Promise<void> {
  if (kind === 'cpu') note(t('debug.cpuNote'))
  if (kind !== 'heap') return
  const { pauseMs, clients, needBytes, folder, needMemoryBytes, freeMemoryBytes } = plan
  const seconds = Math.max(1, Math.ceil(pauseMs / 1000))
  note(t('debug.heapPlan', { size: bytes(needBytes), folder, seconds }))
  note(t('debug.secrets'))
  if (needMemoryBytes * 1.5 > freeMemoryBytes)
    note(t('debug.memory', { need: bytes(needMemoryBytes), free: bytes(freeMemoryBytes) }))
  if (yes) return
  const why = t('debug.pause', { clients, seconds })
  await confirm({ address: t('debug.heap'), why, question: t('debug.ask', { why }) }, asking)
}

/** @returns null where the signal came first */
async function whenDone(
  server: ControlClient,
  { path }: DebugJob,
  seconds: number,
  signal: AbortSignal,
): Promise<DebugJob | null> {
  const deadline = performance.now() + seconds * 1000 + PATIENCE_MS
  while (!signal.aborted) {
    const job = await look(server, path, signal)
    if (signal.aborted) return null
    if (job !== undefined && (job === null || job.path !== path))
      throw new ChatctlError('debug/server-gone', { path })
    if (job?.state === 'done') return job
    if (job?.state === 'failed') throw new ChatctlError('debug/not-written', { path, code: job.code ?? '' })
    if (performance.now() > deadline) throw new ChatctlError('control/no-answer', { socket: server.socket })
    await delay(LOOK_MS, undefined, { signal }).catch(() => {})
  }
  return null
}

/** The server's job; undefined where it does not answer now. */
async function look(
  server: ControlClient,
  path: string,
  signal: AbortSignal,
): Promise<DebugJob | null | undefined> {
  try {
    return (await server.call('debug-state', {}, { timeoutMs: ANSWER_MS, signal })).job
  } catch (error) {
    if (signal.aborted) return undefined
    if (!(error instanceof ChatctlError)) throw error
    if (error.id === 'control/no-answer') return undefined
    // Without enough memory for a snapshot a process dies of it.
    if (GONE.has(error.id)) throw new ChatctlError('debug/server-gone', { path }, { cause: error })
    throw error
  }
}

/** The lines for people: what was recorded, where it is, what opens it. */
export function recordedScreen({ kind, path, bytes: size, pauseMs }: Recorded): string {
  return [
    t('debug.done', { path, size: bytes(size) }),
    ...(pauseMs > 0 ? [t('debug.paused', { ms: pauseMs })] : []),
    t(`debug.open.${kind}`, { path }),
    ...(kind === 'heap' ? [t('debug.delete', { path })] : []),
  ].join('\n')
}

/** What `--json` prints. */
export function recordedDocument(recorded: Recorded) {
  return { schema: 'chatctl/debug/1', ...recorded }
}
