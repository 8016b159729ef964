import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { ChatctlError } from '../errors/chatctl-error.ts'
import { addSamples, readSamples } from '../facts/sample-ring.ts'
import { findTarget } from '../facts/target.ts'
import type { Host } from '../host/host.ts'
import { LockedError, withLock } from '../store/lock-file.ts'
import { makeFolder } from '../store/make-folder.ts'
import { serverStateFolder } from '../store/server-state.ts'
import type { Alert } from './alert.ts'
import { changesAfter } from './changes.ts'
import { composeAlert } from './compose.ts'
import { type Attempt, type Channels, deliverDue } from './delivery/deliver.ts'
import { enqueue, nextDue } from './delivery/queue.ts'
import { type Look, lookAtServer, newSamples, type Watched } from './look.ts'
import { restartIfNeeded } from './restart.ts'
import { caseOf, type RestartRule } from './restart-rule.ts'
import { confirmed, isBad, type SeenChecks, seenChecks } from './seen.ts'
import { type MonitorState, readState, writeState } from './state.ts'
import { writeTextfile } from './textfile.ts'

/** A trouble must still be there after this time to be told: a restart by hand is none. */
const CONFIRM_MS = 2000
/** Long enough to take a lock over whose owner was killed. */
const TAKE_OVER_MS = 500

export interface MonitorOptions extends Watched {
  /** State folder; null: the usual one of this user. */
  readonly folder: string | null
  /** Between the starts of two looks; null: one look alone. */
  readonly everyMs: number | null
  readonly repeatMs: number
  readonly restart: RestartRule
  readonly channels: Channels
  readonly textfile: string | null
}

/** What is told while it runs. */
export interface MonitorHooks {
  /** After every look; the alert is null where nothing has changed. */
  onLook(look: Look, alert: Alert | null): void
  onAttempt(attempt: Attempt): void
  /** A file of the monitor that could not be written or understood. */
  onTrouble(trouble: {
    readonly what: 'state' | 'samples' | 'textfile' | 'broken'
    readonly path: string
    readonly detail: string
  }): void
}

/**
 * Looks at a server again and again, or once, and tells what has changed, until the signal. What it remembers is on disk after
 * every look.
 *
 * @returns the last look; null where it was stopped during the first one
 * @throws ChatctlError `monitor/locked`, `monitor/no-state`
 */
export async function runMonitor(
  host: Host,
  options: MonitorOptions,
  hooks: MonitorHooks,
  signal: AbortSignal,
): Promise<Look | null> {
  const folder = options.folder ?? (await usualFolder(host, options, signal))
  try {
    await makeFolder(folder)
    return await withLock(join(folder, 'monitor.lock'), TAKE_OVER_MS, () =>
      new Monitor(host, folder, options, hooks, signal).run(),
    )
  } catch (error) {
    if (error instanceof LockedError) throw new ChatctlError('monitor/locked', { folder, pid: error.pid })
    if (error instanceof ChatctlError) throw error
    const detail = (error as NodeJS.ErrnoException).code ?? String(error)
    throw new ChatctlError('monitor/no-state', { folder, detail }, { cause: error })
  }
}

async function usualFolder(host: Host, options: Watched, signal: AbortSignal): Promise<string> {
  const { loaded, settings } = await findTarget(host, { ...options, signal })
  const folder = serverStateFolder(host, loaded.path ?? settings.data.directory)
  if (folder === null)
    throw new ChatctlError('monitor/no-state', { folder: '~/.local/state', detail: 'HOME' })
  return folder
}

class Monitor {
  readonly #host: Host
  readonly #folder: string
  readonly #options: MonitorOptions
  readonly #hooks: MonitorHooks
  readonly #signal: AbortSignal
  #state!: MonitorState

  constructor(host: Host, folder: string, options: MonitorOptions, hooks: MonitorHooks, signal: AbortSignal) {
    this.#host = host
    this.#folder = folder
    this.#options = options
    this.#hooks = hooks
    this.#signal = signal
  }

  async run(): Promise<Look | null> {
    const { state, aside } = await readState(this.#folder)
    this.#state = state
    if (aside !== null) this.#hooks.onTrouble({ what: 'broken', path: aside, detail: '' })
    const { everyMs } = this.#options
    let last: Look | null = null
    while (!this.#signal.aborted) {
      const start = performance.now()
      const round = await this.#round()
      if (round === null) break
      last = round.look
      if (round.restarted) continue
      if (everyMs === null) break
      await this.#restUntil(start + everyMs)
    }
    return last
  }

  /** @returns null where it was stopped: half a look says nothing */
  async #round(): Promise<{ readonly look: Look; readonly restarted: boolean } | null> {
    const found = await this.#look()
    if (found === null) return null
    const { look, seen } = found
    const { memory, events } = changesAfter(this.#state.memory, seen, look.at, this.#options.repeatMs)
    const after = await restartIfNeeded(
      this.#host,
      look,
      found.settled ? this.#options.restart : { when: [], limit: 0 },
      { ...this.#state, memory },
      (state) => writeState(this.#folder, state),
    )
    this.#state = after.state
    const all = [...events, ...after.events]
    const alert = all.length === 0 ? null : await composeAlert(this.#host, look, all, this.#signal)
    if (alert !== null) {
      const wanted = (['exec', 'webhook'] as const).filter((one) => this.#options.channels[one] !== null)
      this.#state = { ...this.#state, queue: enqueue(this.#state.queue, alert, wanted, look.at) }
    }
    await this.#save()
    this.#hooks.onLook(look, alert)
    await this.#deliver()
    await this.#keepSamples(look)
    await this.#writeTextfile(look)
    return { look, restarted: after.restarted }
  }

  async #look(): Promise<{ look: Look; seen: SeenChecks; settled: boolean } | null> {
    const first = await this.#lookOnce()
    if (first === null) return null
    const { memory } = this.#state
    const isNews = [...first.seen].some(
      ([id, { state }]) => isBad(state) && !isBad(memory[id]?.state ?? 'ok'),
    )
    if (!isNews) return { ...first, settled: true }
    await delay(CONFIRM_MS, undefined, { signal: this.#signal }).catch(() => {})
    const second = await this.#lookOnce()
    if (second === null) return null
    return {
      look: second.look,
      seen: confirmed(first.seen, second.seen),
      // What has gone down only now may be on its way up again.
      settled: caseOf(first.look.facts) === caseOf(second.look.facts),
    }
  }

  async #lookOnce(): Promise<{ look: Look; seen: SeenChecks } | null> {
    const look = await lookAtServer(this.#host, this.#options, this.#signal)
    if (this.#signal.aborted) return null
    const isUp = look.facts.live.seen && look.facts.live.value.state === 'running'
    return { look, seen: seenChecks(look.results, isUp) }
  }

  /** Waits, and meanwhile tries again what has not arrived. */
  async #restUntil(end: number): Promise<void> {
    for (;;) {
      const rest = end - performance.now()
      if (rest <= 0 || this.#signal.aborted) return
      const due = nextDue(this.#state.queue)
      const pause = due === null ? rest : Math.min(rest, Math.max(0, due - this.#host.now()))
      await delay(pause, undefined, { signal: this.#signal }).catch(() => {})
      if (pause < rest) await this.#deliver()
    }
  }

  async #deliver(): Promise<void> {
    const { queue, attempts } = await deliverDue(this.#host, this.#state.queue, this.#options.channels, {
      signal: this.#signal,
    })
    if (attempts.length === 0 && queue.items.length === this.#state.queue.items.length) return
    this.#state = { ...this.#state, queue }
    for (const attempt of attempts) this.#hooks.onAttempt(attempt)
    await this.#save()
  }

  /** A full disk is one more reason to go on watching. */
  async #save(): Promise<void> {
    await this.#trying('state', this.#folder, () => writeState(this.#folder, this.#state))
  }

  async #keepSamples(look: Look): Promise<void> {
    await this.#trying('samples', this.#folder, async () => {
      await addSamples(this.#folder, newSamples(look, await readSamples(this.#folder)))
    })
  }

  async #writeTextfile(look: Look): Promise<void> {
    const path = this.#options.textfile
    if (path !== null) await this.#trying('textfile', path, () => writeTextfile(path, look, this.#state))
  }

  async #trying(
    what: 'state' | 'samples' | 'textfile',
    path: string,
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.#hooks.onTrouble({ what, path, detail: (error as NodeJS.ErrnoException).code ?? String(error) })
    }
  }
}
