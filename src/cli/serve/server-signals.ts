import { EXIT } from '../../errors/ids.ts'
import { t } from '../../messages/index.ts'
import type { Daemon } from '../../server/daemon.ts'

/** What each signal does to the server: two end it, one reloads, one reopens the log for logrotate. */
const HANDLED = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR2'] as const
type Handled = (typeof HANDLED)[number]

/** The signals of this process, kept until there is a daemon to act on them. */
export class ServerSignals {
  #daemon: Daemon | undefined
  #early: Handled[] = []
  #exitCode: number = EXIT.ok

  constructor() {
    for (const signal of HANDLED) process.on(signal, () => this.#received(signal))
  }

  /** 143 once SIGTERM has come, else 0. */
  get exitCode(): number {
    return this.#exitCode
  }

  attach(daemon: Daemon): void {
    this.#daemon = daemon
    for (const signal of this.#early.splice(0)) this.#received(signal)
  }

  #received(signal: Handled): void {
    const daemon = this.#daemon
    if (daemon === undefined) {
      this.#early.push(signal)
      return
    }
    if (signal === 'SIGUSR2') return daemon.log.reopen()
    daemon.log.event('server/signal', { signal })
    if (signal === 'SIGHUP') {
      // A file that cannot be used is in the log and in the status.
      daemon.reload().catch(() => {})
      return
    }
    if (signal === 'SIGTERM') this.#exitCode = EXIT.terminated
    process.stdout.write(`${t('serve.stopping')}\n`)
    void daemon.stop()
  }
}
