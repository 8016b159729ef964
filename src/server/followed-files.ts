import type { LoadedConfig } from '../config/load.ts'
import type { Config } from '../config/schema.ts'
import type { Log } from '../logging/log.ts'
import type { Sanctions } from '../sanctions/open-sanctions.ts'
import { watchFile } from '../store/watch.ts'
import type { ChatServer } from './chat-server.ts'
import { logListChanges, openLists } from './notices.ts'
import { Reloader } from './reloader.ts'

export interface FollowedFilesOptions {
  readonly chat: ChatServer
  readonly log: Log
  readonly initial: LoadedConfig & { readonly config: Config }
  readonly load: () => Promise<LoadedConfig>
  /** Somebody has written new addresses into the list of bans. */
  readonly onBansEdited: () => void
}

/** The files that a running server heeds, its configuration and its lists: their changes come into force by themselves. */
export class FollowedFiles {
  readonly reloader: Reloader
  readonly #options: FollowedFilesOptions
  readonly #watching = new AbortController()

  /** Follows the lists from now on. */
  constructor(options: FollowedFilesOptions) {
    this.#options = options
    const { load, initial, log, chat } = options
    this.reloader = new Reloader({ load, initial, log, apply: (config) => this.#apply(config) })
    this.#followLists(chat.sanctions)
  }

  /** Follows the configuration, where it came from a file, until {@link end}. */
  followConfig(): void {
    const { path } = this.reloader.state
    if (path === null) return
    // What is wrong with the file is in the log and in the status by then.
    const onChange = () => void this.reloader.reload('config/reloaded-by-file').catch(() => {})
    watchFile(path, onChange, { signal: this.#watching.signal })
    // It may have been changed since it was read, while everything was being opened.
    if (this.reloader.isFile) onChange()
  }

  /** Follows nothing any more. */
  end(): void {
    this.#watching.abort()
  }

  async #apply(config: Config): Promise<void> {
    const { chat, log } = this.#options
    const { data, logging } = chat.config
    const { max_bytes, backup_count } = config.logging
    log.setRotation({ maxBytes: max_bytes, backupCount: backup_count })
    if (logging.level !== config.logging.level) log.setLevel(config.logging.level)
    if (
      data.banned_ips_file !== config.data.banned_ips_file ||
      data.muted_ips_file !== config.data.muted_ips_file
    ) {
      const old = chat.sanctions
      const sanctions = await openLists(config, log)
      this.#followLists(sanctions)
      chat.sanctions = sanctions
      await old.close()
    }
    chat.reconfigure(config)
  }

  #followLists(sanctions: Sanctions): void {
    sanctions.watch(this.#watching.signal)
    logListChanges(sanctions, this.#options.log)
    sanctions.bans.onChange(({ cause, added }) => {
      if (cause === 'file' && added.length > 0) this.#options.onBansEdited()
    })
  }
}
