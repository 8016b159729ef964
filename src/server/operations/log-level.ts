import { LOG_LEVELS, type LogLevel } from '../../logging/level.ts'
import type { OperationContext } from './context.ts'
import { UNKNOWN_OPERATOR } from './context.ts'

/** Changes the log level of the running server, for a while if asked; without a level it only tells. */
export class LogLevelSwitch {
  readonly #context: OperationContext
  #revert: NodeJS.Timeout | undefined
  #revertsAt: string | null = null

  constructor(context: OperationContext) {
    this.#context = context
  }

  /** @param level one of the five names, any case; checked by the caller */
  set({ level, seconds }: { readonly level?: string | undefined; readonly seconds?: number | undefined }) {
    const { chat } = this.#context
    const wanted = LOG_LEVELS.find((known) => known === level?.toUpperCase())
    if (wanted !== undefined) {
      this.close()
      this.#change(wanted, UNKNOWN_OPERATOR)
      if (seconds !== undefined) {
        this.#revertsAt = new Date(this.#context.now() + seconds * 1000).toISOString()
        this.#revert = setTimeout(() => {
          this.#revertsAt = null
          this.#change(chat.config.logging.level, 'timer')
        }, seconds * 1000).unref()
      }
    }
    return { level: chat.log.level, revertsAt: this.#revertsAt }
  }

  close(): void {
    clearTimeout(this.#revert)
    this.#revertsAt = null
  }

  #change(to: LogLevel, by: string): void {
    const { log } = this.#context.chat
    const from = log.level
    // That the time is over is told in any case: somebody waits for it.
    if (from === to && by === UNKNOWN_OPERATOR) return
    // Logged at the quieter of the two settings as well: it is a warning.
    log.event('admin/loglevel', { from, to, by })
    log.setLevel(to)
  }
}
