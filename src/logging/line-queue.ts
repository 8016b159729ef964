import type { ByteString } from '../encoding/byte-string.ts'
import type { LineTarget } from './line-target.ts'

/** So many bytes waiting are written without waiting for the end of the turn. */
const BATCH_BYTES = 64 * 1024
/** So many bytes are kept while nothing can be written; beyond, the oldest lines go. */
const KEPT_BYTES = 1024 * 1024
const FIRST_RETRY_MS = 250
const LONGEST_RETRY_MS = 30_000

export interface LineQueueOptions {
  readonly target: LineTarget
  /** Writing begins to fail; called once per outage. */
  readonly onFailed: (error: Error) => void
  /** Writing works again; `lost` lines of this outage are gone for good. */
  readonly onRecovered: (lost: number) => void
  /** Asked at the end of a turn: whether somebody who has more urgent things to do is going to flush right after them. */
  readonly isAwaited?: (() => boolean) | undefined
}

/**
 * Collects the lines of one turn of the event loop and writes them with one call at its end. While the target fails,
 * keeps the newest lines and tries again ever more rarely. Never throws.
 */
export class LineQueue {
  readonly #options: LineQueueOptions
  #lines: ByteString[] = []
  #bytes = 0
  #busy = false
  #endOfTurn: NodeJS.Immediate | undefined
  #retry: NodeJS.Timeout | undefined
  #retryMs = FIRST_RETRY_MS
  #troubled = false
  #lostNow = 0
  #closed = false

  errors = 0
  lost = 0
  lastError: string | null = null

  constructor(options: LineQueueOptions) {
    this.#options = options
  }

  get failing(): boolean {
    return this.#retry !== undefined
  }

  push(line: ByteString): void {
    if (this.#closed) return
    this.#lines.push(line)
    this.#bytes += line.length
    if (this.#busy) return
    if (this.#retry !== undefined) {
      if (this.#bytes > KEPT_BYTES) this.#forgetOldest()
      return
    }
    if (this.#bytes >= BATCH_BYTES) this.flush()
    else this.#endOfTurn ??= setImmediate(this.#ended)
  }

  /** Writes all that waits now, even if the next attempt is not due yet. */
  readonly flush = (): void => {
    if (this.#busy) return
    clearImmediate(this.#endOfTurn)
    this.#endOfTurn = undefined
    while (this.#lines.length > 0 && this.#attempt());
  }

  readonly #ended = (): void => {
    this.#endOfTurn = undefined
    if (this.#options.isAwaited?.() !== true) this.flush()
  }

  /** Something is wrong, though the next write may work; `lost` lines are gone. */
  trouble(error: Error, lost: number): void {
    this.countError(error)
    this.lost += lost
    this.#lostNow += lost
    if (this.#troubled) return
    this.#troubled = true
    this.#options.onFailed(error)
  }

  countError(error: Error): void {
    this.errors++
    this.lastError = error.message
  }

  reopen(): void {
    this.flush()
    this.#closeTarget(() => this.#options.target.reopen())
  }

  close(): void {
    this.flush()
    this.#closed = true
    clearTimeout(this.#retry)
    this.#retry = undefined
    this.#closeTarget(() => this.#options.target.close())
  }

  /** @returns whether everything was written */
  #attempt(): boolean {
    this.#busy = true
    const lines = this.#lines
    let taken = 0
    let failure: Error | undefined
    try {
      while (taken < lines.length) taken += this.#options.target.write(lines, taken)
    } catch (error) {
      failure = error as Error
    }
    this.#lines = taken === lines.length ? [] : lines.slice(taken)
    this.#bytes = this.#lines.reduce((sum, line) => sum + line.length, 0)
    this.#scheduleRetry(failure)
    if (failure !== undefined) this.trouble(failure, 0)
    this.#busy = false
    if (failure === undefined && this.#troubled) this.#recover()
    return failure === undefined
  }

  #scheduleRetry(failure: Error | undefined): void {
    clearTimeout(this.#retry)
    this.#retry = undefined
    if (failure === undefined) {
      this.#retryMs = FIRST_RETRY_MS
      return
    }
    // a log that cannot be written must not keep the process alive
    this.#retry = setTimeout(this.flush, this.#retryMs).unref()
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS)
  }

  #recover(): void {
    const lost = this.#lostNow
    this.#troubled = false
    this.#lostNow = 0
    this.#options.onRecovered(lost)
  }

  #forgetOldest(): void {
    let forgotten = 0
    while (this.#bytes > KEPT_BYTES * 0.75) {
      this.#bytes -= this.#lines[forgotten++]?.length ?? Number.POSITIVE_INFINITY
    }
    this.#lines = this.#lines.slice(forgotten)
    this.lost += forgotten
    this.#lostNow += forgotten
  }

  #closeTarget(close: () => void): void {
    try {
      close()
    } catch (error) {
      this.countError(error as Error)
    }
  }
}
