import type { LoadedConfig } from '../config/load.ts'
import type { Config } from '../config/schema.ts'
import { instancePath } from '../control/instance.ts'
import type { ListenAddress, Sample } from '../control/methods.ts'
import type { Log } from '../logging/log.ts'
import { SYSTEM, TEXTS } from '../protocol/texts.ts'
import type { Sanctions } from '../sanctions/open-sanctions.ts'
import { removeDrafts } from '../store/draft.ts'
import { ChatServer } from './chat-server.ts'
import { ConsoleLock } from './console-lock.ts'
import { removeInstance, writeInstance } from './control/instance-file.ts'
import { type ControlServer, openControl } from './control/listen.ts'
import type { Operations } from './control/operations.ts'
import { Counters } from './counters.ts'
import { crashPath } from './crash-file.ts'
import { DebugRecorder } from './debug/recorder.ts'
import { EventLoopDelay } from './event-loop-delay.ts'
import type { FileStore } from './files/file-store.ts'
import { FollowedFiles } from './followed-files.ts'
import { Listener } from './listener.ts'
import { nameHolder } from './name-holder.ts'
import { lockNotice } from './notices.ts'
import type { OperationContext } from './operations/context.ts'
import { createOperations } from './operations/operations.ts'
import { dropBanned } from './operations/sanctioning.ts'
import { residentBytes } from './resident-bytes.ts'
import { Samples } from './samples.ts'
import { type ServiceManager, serviceManager } from './systemd.ts'
import { timeOfTurn } from './turn-time.ts'

/** The clients may read the farewell for so long, in ms (protocol clause 7). */
const FAREWELL_MS = 1000
/** How often expired files are looked for, in ms (protocol clause 5.4). */
const SWEEP_MS = 5 * 60_000

export interface DaemonOptions {
  /** Without errors. */
  readonly loaded: LoadedConfig & { readonly config: Config }
  /** Reads the configuration again, the same way. */
  readonly load: () => Promise<LoadedConfig>
  readonly env: NodeJS.ProcessEnv
  readonly version: string
}

/** The running server: everything that `startDaemon` has opened, and how to end it. */
export class Daemon {
  readonly chat: ChatServer
  readonly operations: Operations
  readonly log: Log
  readonly lock: ConsoleLock
  readonly startedAt = Date.now()
  readonly version: string
  readonly #listener = new Listener()
  readonly #counters = new Counters()
  readonly #delay = new EventLoopDelay()
  readonly #samples = new Samples(() => this.#sample())
  readonly #followed: FollowedFiles
  readonly #manager: ServiceManager
  readonly #ended = Promise.withResolvers<void>()
  readonly #sweeper: NodeJS.Timeout
  readonly #context: OperationContext
  readonly #debug: DebugRecorder
  #control: ControlServer | undefined
  #endWatchdog = () => {}
  #stopping: Promise<void> | undefined

  constructor(options: DaemonOptions, log: Log, sanctions: Sanctions, files: FileStore) {
    const { loaded, load, env, version } = options
    this.log = log
    this.version = version
    this.#manager = serviceManager(env)
    const counters = this.#counters
    const now = Date.now
    this.chat = new ChatServer({
      config: loaded.config,
      log,
      sanctions,
      files,
      counters,
      now: timeOfTurn,
      steady: () => performance.now(),
    })
    this.lock = new ConsoleLock({ settings: () => this.chat.config.admin, onEvent: lockNotice(log) })
    this.#followed = new FollowedFiles({
      chat: this.chat,
      log,
      initial: loaded,
      load,
      onBansEdited: () => dropBanned(this.#context),
    })
    const debug = () => this.#debug
    this.#context = {
      chat: this.chat,
      lock: this.lock,
      delay: this.#delay,
      version,
      startedAt: this.startedAt,
      now,
      listening: () => this.listening,
      configState: () => this.#followed.reloader.state,
      samples: () => this.#samples.list(),
      get debug() {
        return debug()
      },
      settings: () => this.#followed.reloader.compare(),
      reload: () => this.reload(),
      shutdown: () => void this.stop(),
    }
    this.#debug = new DebugRecorder({
      context: this.#context,
      manager: this.#manager,
      directory: loaded.config.data.directory,
    })
    this.operations = createOperations(this.#context)
    this.#sweeper = setInterval(() => void files.sweep(), SWEEP_MS)
  }

  get listening(): readonly ListenAddress[] {
    return this.#listener.addresses
  }

  /** Resolves when the server has ended, whoever ended it. */
  get ended(): Promise<void> {
    return this.#ended.promise
  }

  /** Binds the ports, and only then touches what another instance could be using. */
  async open(): Promise<void> {
    const { config } = this.chat
    await this.#listener
      .open(config, (...connection) => this.chat.admit(...connection), this.log)
      .catch(nameHolder)
    await this.chat.files.clean()
    const { directory } = config.data
    await removeDrafts(crashPath(directory))
    this.#control = await openControl({
      operations: this.operations,
      controlSocket: config.server.control_socket,
      directory,
      onBug: (error, method) => this.log.event('control/failed', { path: method, error: String(error) }),
    })
    await writeInstance(directory, {
      socket: this.#control.path,
      port: this.listening[0]?.port ?? 0,
      startedAt: new Date(this.startedAt).toISOString(),
      version: this.version,
      configPath: this.#followed.reloader.state.path,
    }).catch((error: Error) => {
      // A full disk is no reason not to serve: without this file the commands look for the socket in its usual places.
      this.log.event('control/failed', { path: instancePath(directory), error: error.message })
    })
    this.log.event('server/ready')
    this.#followed.followConfig()
    this.#endWatchdog = this.#manager.watchdog()
    this.#manager.notify('READY=1')
  }

  /**
   * Reads the configuration anew on an operator's wish, and the two lists with it, as the originals did. It also opens
   * a locked console: whoever may ask for this may restart the server, which would open it at the users' expense.
   */
  async reload() {
    const result = await this.#followed.reloader.reload('config/reloaded-by-hand')
    const unlocked = this.lock.unlock()
    const { bans, mutes } = this.chat.sanctions
    await Promise.all([bans.reload(), mutes.reload()])
    return { ...result, unlocked }
  }

  /** Says goodbye, ends the connections, saves, and frees the port and the files. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop()
    return this.#stopping
  }

  async #stop(): Promise<void> {
    const { chat, log } = this
    this.#manager.notify('STOPPING=1')
    log.event('server/stopping')
    this.#followed.end()
    this.#listener.close()
    chat.announce(SYSTEM, TEXTS.shutdown)
    chat.turn.flush()
    if (chat.clients.size > 0) await new Promise((resolve) => setTimeout(resolve, FAREWELL_MS))
    for (const client of [...chat.clients]) chat.drop(client, 'shutdown')
    await this.#save()
    await this.close()
    log.event('server/stopped')
    if (chat.dialect.id === 'v6') log.event('server/ended')
    log.close()
    this.#ended.resolve()
  }

  /** The last save of a run, which leaves both lists on disk even if nobody ever was on them (protocol clause 13). */
  async #save(): Promise<void> {
    try {
      await this.chat.sanctions.save()
      this.log.event('data/saved')
    } catch (error) {
      this.log.event('data/save-failed', { error: (error as Error).message })
    }
  }

  /** Lets go of everything but the log, also after a start that failed half-way. */
  async close(): Promise<void> {
    this.#listener.close()
    this.#followed.end()
    this.#endWatchdog()
    clearInterval(this.#sweeper)
    this.#samples.close()
    this.#debug.close()
    this.#delay.close()
    this.chat.close()
    await this.#control?.close()
    await this.chat.sanctions.close()
    await this.chat.files.removeAll()
    if (this.#control) await removeInstance(this.chat.config.data.directory)
  }

  #sample(): Sample {
    return {
      at: new Date().toISOString(),
      rssBytes: residentBytes(),
      connections: this.chat.clients.size,
      queuedBytes: this.#counters.queuedBytes,
      delayMs: this.#delay.read().p99,
    }
  }
}
