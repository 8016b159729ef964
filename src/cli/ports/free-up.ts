import { stopProcess } from '../../control/stop-process.ts'
import { processInfo } from '../../host/proc/process-info.ts'
import { t } from '../../messages/index.ts'
import { processStart } from '../../store/process-start.ts'
import { type Asking, ask } from '../confirm.ts'
import type { Consent } from '../consent.ts'
import { labelled } from '../screens/table.ts'
import { holderLines } from './ports-screen.ts'
import type { Holder, PortReport } from './survey.ts'

/** What a program needs at most to put its things in order. */
const POLITE_MS = 8000

export interface FreeUpOptions {
  readonly consent: Consent
  readonly asking: Asking
  readonly say: (text: string) => void
}

/** What came of it; `free` where nobody held the port. */
export interface FreedUp {
  readonly port: number
  readonly pid: number | null
  readonly outcome: 'free' | 'ended' | 'killed' | 'declined' | 'refused' | 'failed'
}

/**
 * Ends whoever holds a port: shows who it is, asks, sends SIGTERM, waits, and only then SIGKILL. Process 1, this process and
 * those that it descends from are never ended. A bare `--yes` is no leave to end a process, only `--yes=destructive` is.
 */
export async function freeUp({ port, holders }: PortReport, options: FreeUpOptions): Promise<FreedUp> {
  const { say } = options
  const [holder] = holders
  const ended = (outcome: FreedUp['outcome'], text: string): FreedUp => {
    say(text)
    return { port, pid: holder?.pid ?? null, outcome }
  }
  if (holder === undefined) return ended('free', t('ports.alreadyFree', { port }))
  say(labelled(holderLines(holder)))
  const { pid } = holder
  if (pid === null) return ended('refused', t('ports.needsRoot', { user: holder.user }))
  if (isSacred(pid)) return ended('refused', t('ports.sacred', { pid }))
  // The start is noted before the question: what has the same id by the time of the answer is another process.
  const start = processStart(pid)
  if (options.consent !== 'everything' && !(await isAgreed(holder, port, options)))
    return ended(
      'declined',
      t(options.asking.isTerminal ? 'ports.leftAlone' : 'ports.needsYes', { pid, port }),
    )
  try {
    const how = await stopProcess(pid, start, { politeMs: POLITE_MS })
    if (how === 'still') return ended('failed', t('ports.still', { pid }))
    if (holder.unit?.endsWith('.service')) say(t('ports.mayReturn', { unit: holder.unit }))
    return ended(
      how === 'killed' ? 'killed' : 'ended',
      t(how === 'killed' ? 'ports.killed' : 'ports.ended', { pid, port }),
    )
  } catch (error) {
    return ended(
      'failed',
      t('ports.failed', { pid, detail: (error as NodeJS.ErrnoException).code ?? String(error) }),
    )
  }
}

async function isAgreed({ kind, pid }: Holder, port: number, { asking }: FreeUpOptions): Promise<boolean> {
  if (!asking.isTerminal) return false
  const question = t('ports.question', { pid: pid ?? '?', port, kind: t(`ports.kind.${kind}`) })
  return (await ask(question, asking)) === 'yes'
}

/** The first process, this one, and all that it descends from: the shell, the terminal, the login. */
function isSacred(pid: number): boolean {
  for (let at = process.pid; at > 0; at = processInfo(at)?.parent ?? 0) if (at === pid) return true
  return pid <= 1
}
