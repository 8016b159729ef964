import { changedKeys, needsRestart } from '../config/compare.ts'
import type { LoadedConfig } from '../config/load.ts'
import type { Config } from '../config/schema.ts'
import type { ReloadResult, SettingsResult } from '../control/methods.ts'
import { ChatctlError } from '../errors/chatctl-error.ts'
import type { LogEventId } from '../logging/events.ts'
import type { Log } from '../logging/log.ts'
import { render } from '../messages/index.ts'

export interface ReloaderOptions {
  /** Reads the configuration as at the start: same file, environment and flags. */
  readonly load: () => Promise<LoadedConfig>
  readonly initial: LoadedConfig & { readonly config: Config }
  readonly log: Log
  /** Puts what may change into force. */
  readonly apply: (config: Config) => Promise<void>
}

/** Takes over a changed configuration while the server runs; one that cannot be used leaves everything as it is. */
export class Reloader {
  readonly #options: ReloaderOptions
  #inForce: Config
  #generation = 1
  #error: string | null = null
  /** Reloads wait for one another: the file may change again while it is being read. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(options: ReloaderOptions) {
    this.#options = options
    this.#inForce = options.initial.config
  }

  /** Whether the configuration of the start came from a file. */
  get isFile(): boolean {
    return this.#options.initial.found
  }

  /** For the status; `error` says why the file on disk is not in force. */
  get state(): { readonly path: string | null; readonly generation: number; readonly error: string | null } {
    return { path: this.#options.initial.path, generation: this.#generation, error: this.#error }
  }

  /** What a restart or a reload would change, without changing anything. */
  async compare(): Promise<SettingsResult> {
    const { admin: _, ...inForce } = this.#inForce
    const { config } = await this.#options.load()
    const keys = config === undefined ? [] : changedKeys(this.#inForce, config)
    return { inForce, differs: keys.map((key) => ({ key, needsRestart: needsRestart(key) })) }
  }

  /**
   * @param event  what the log says once a change is in force: who caused it
   * @throws ChatctlError `config/unusable`: the running configuration stays
   */
  reload(event: LogEventId): Promise<ReloadResult> {
    const turn = this.#last.then(() => this.#reload(event))
    this.#last = turn.catch(() => {})
    return turn
  }

  async #reload(event: LogEventId): Promise<ReloadResult> {
    const { load, log, apply } = this.#options
    const loaded = await load()
    const { config } = loaded
    if (config === undefined || !loaded.found) throw this.#refuse(loaded)
    this.#error = null
    const keys = changedKeys(this.#inForce, config)
    const needRestart = keys.filter(needsRestart)
    const applied = keys.filter((key) => !needsRestart(key))
    const next = needRestart.reduce((built, key) => keep(built, this.#inForce, key), config)
    if (applied.length > 0) {
      await apply(next)
      this.#inForce = next
      this.#generation++
      log.event('config/reloaded', { keys: applied.join(', ') })
      log.event(event)
    }
    if (needRestart.length > 0) log.event('config/need-restart', { keys: needRestart.join(', ') })
    return { generation: this.#generation, applied, needRestart }
  }

  #refuse(loaded: LoadedConfig): ChatctlError {
    const path = loaded.path ?? 'config.json'
    const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error')
    const [first] = errors
    this.#error = first
      ? `${path}:${first.line}:${first.column}: ${render(first.message)}`
      : `${path}: ENOENT`
    const { log } = this.#options
    if (first === undefined) log.event('config/missing', { path })
    else log.event('config/malformed', { error: this.#error, path, line: first.line, column: first.column })
    return new ChatctlError('config/not-reloaded', { path, detail: this.#error, count: errors.length })
  }
}

/** A copy of `config` in which one dotted key has the value of `source`. */
function keep(config: Config, source: Config, key: string): Config {
  const [section, ...path] = key.split('.') as [keyof Config, ...string[]]
  const [name] = path
  if (name === undefined) return { ...config, [section]: source[section] }
  const value = (source[section] as Record<string, unknown>)[name]
  return { ...config, [section]: { ...config[section], [name]: value } }
}
