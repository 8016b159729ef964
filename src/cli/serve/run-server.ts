import { type LoadedConfig, usableConfig } from '../../config/load.ts'
import { EXIT } from '../../errors/ids.ts'
import { keepYoungGenerationSmall } from '../../host/young-generation.ts'
import { writeCrash } from '../../server/crash-file.ts'
import type { Daemon } from '../../server/daemon.ts'
import { startDaemon } from '../../server/start-daemon.ts'
import { renderDiagnostics } from '../render-diagnostics.ts'
import { banner } from './banner.ts'
import { type Inspector, inspectWarning, openInspector } from './inspect.ts'
import type { InspectAddress } from './inspect-address.ts'
import { ServerSignals } from './server-signals.ts'
import { warnOfPassword } from './warn-of-password.ts'

export interface ServeOptions {
  /** Reads the configuration, now and at every reload. */
  readonly load: () => Promise<LoadedConfig>
  /** Opens the operator's console here and resolves when it is left. */
  readonly console: boolean
  /** Where debuggers may connect; nowhere if not given. */
  readonly inspect?: InspectAddress | undefined
  readonly version: string
}

/**
 * Runs the server until it is shut down or told to end.
 *
 * @returns the exit code: 0 after a shutdown, 143 after SIGTERM
 * @throws ChatctlError when it cannot start
 */
export async function runServer(options: ServeOptions): Promise<number> {
  keepYoungGenerationSmall()
  const { load, version, inspect } = options
  const loaded = await load()
  if (loaded.diagnostics.length > 0) {
    process.stderr.write(renderDiagnostics(loaded.diagnostics, loaded.path))
  }
  const config = usableConfig(loaded)
  surviveOutput()
  // Heard from now on, because clients can connect, and somebody can stop us, before everything has been opened.
  const signals = new ServerSignals()
  const inspector = inspect && openInspector(inspect)
  const daemon = await startDaemon({
    loaded: { ...loaded, config },
    load,
    env: process.env,
    version,
  })
  if (inspector !== undefined) announce(inspector, daemon)
  handleCrashes(daemon)
  signals.attach(daemon)
  process.stdout.write(`${banner(await bannerFacts(daemon))}\n`)
  void warnOfPassword(daemon)
  if (options.console) {
    const { serverConsole } = await import('./server-console.ts')
    void serverConsole(daemon)
  }
  await daemon.ended
  inspector?.close()
  return signals.exitCode
}

async function bannerFacts({ operations, chat }: Daemon) {
  const { security, data, logging } = chat.config
  return {
    status: await operations.status({}),
    dataFolder: data.directory,
    logFile: logging.file,
    filter: security.enable_message_filter,
    perAddress: security.max_connections_per_ip,
    attemptsPerMinute: security.max_attempts_per_minute,
    // Started from a clone there is no chatctl on the path yet, but npx finds ours.
    columns: process.stdout.columns || 100,
    program: process.env.npm_lifecycle_event === 'start' ? 'npx chatctl' : 'chatctl',
  }
}

function announce(inspector: Inspector, { log }: Daemon): void {
  const { host, port } = inspector
  log.event('server/inspector', { host, port })
  process.stderr.write(`${inspectWarning(inspector)}\n`)
}

/** An error that nobody caught leaves a file for `report`, a line in the log, and no server in an unknown state. */
function handleCrashes(daemon: Daemon): void {
  const crash = (kind: 'uncaughtException' | 'unhandledRejection') => (error: unknown) => {
    const path = writeCrash(daemon.chat.config.data.directory, daemon.version, kind, error)
    const stack = error instanceof Error ? error.stack : undefined
    daemon.log.event('server/crash', { error: String(error), stack, path: path ?? '-' })
    daemon.log.flush()
    process.stderr.write(`${stack ?? String(error)}\n`)
    process.exit(EXIT.failed)
  }
  process.on('uncaughtException', crash('uncaughtException'))
  process.on('unhandledRejection', crash('unhandledRejection'))
}

/** A terminal that has gone, or a full disk behind a redirection, must not end the chat. */
function surviveOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}
