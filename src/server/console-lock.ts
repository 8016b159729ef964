import type { LoginResult } from '../control/methods.ts'
import { type PasswordSettings, passwordForm, verifyPassword } from './passwords.ts'

/** Wrong passwords until the console is locked (WIRE 11). */
const ALLOWED_FAILURES = 3

/** What is worth a line in the log. */
export type ConsoleLockEvent =
  | { readonly event: 'admin/login-failed'; readonly failures: number; readonly allowed: number }
  | { readonly event: 'admin/login' | 'admin/locked' | 'admin/unlocked' }

export interface ConsoleLockOptions {
  /** The `admin` section in force now. */
  readonly settings: () => PasswordSettings & { readonly password_enabled: boolean }
  readonly onEvent: (event: ConsoleLockEvent) => void
}

/** The password check in front of the console: three failures, whoever made them, lock it for everybody. */
export class ConsoleLock {
  readonly #options: ConsoleLockOptions
  #failures = 0
  /** Attempts wait for one another, so that many at once get no more than three tries between them. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(options: ConsoleLockOptions) {
    this.#options = options
  }

  /** Whether a password is asked for at all; without a configured one the console is open. */
  get required(): boolean {
    const settings = this.#options.settings()
    return settings.password_enabled && passwordForm(settings) !== 'none'
  }

  get locked(): boolean {
    return this.#failures >= ALLOWED_FAILURES
  }

  /**
   * Checks a password. Without one it only asks: the answer tells whether one is required, and nothing is counted.
   * While the console is locked even the right password is refused.
   */
  login(password: string | undefined): Promise<LoginResult> {
    const attempt = this.#last.then(() => this.#attempt(password))
    this.#last = attempt.catch(() => {})
    return attempt
  }

  /** Opens a locked console again and gives three tries. @returns whether it was locked */
  unlock(): boolean {
    const was = this.locked
    this.#failures = 0
    if (was) this.#options.onEvent({ event: 'admin/unlocked' })
    return was
  }

  async #attempt(password: string | undefined): Promise<LoginResult> {
    if (!this.required) return { ok: true, required: false }
    if (this.locked || password === undefined) return this.#refusal()
    const { onEvent } = this.#options
    if (await verifyPassword(password, this.#options.settings())) {
      this.#failures = 0
      onEvent({ event: 'admin/login' })
      return { ok: true, required: true }
    }
    this.#failures += 1
    onEvent({ event: 'admin/login-failed', failures: this.#failures, allowed: ALLOWED_FAILURES })
    if (this.locked) onEvent({ event: 'admin/locked' })
    return this.#refusal()
  }

  #refusal(): LoginResult {
    return { ok: false, failures: this.#failures, allowed: ALLOWED_FAILURES, locked: this.locked }
  }
}
