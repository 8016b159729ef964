import { resolve } from 'node:path'
import chalk from 'chalk'
import { themeOf } from '../../doctor/check-ids.ts'
import { nagiosAnswer } from '../../doctor/formats/nagios.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { EXIT } from '../../errors/ids.ts'
import { liveHost } from '../../host/live-host.ts'
import { journalHere, openJournal } from '../../logging/journal/journal.ts'
import { clockTime, duration } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import type { Alert, AlertEvent } from '../../monitor/alert.ts'
import { alertLine } from '../../monitor/compose.ts'
import type { Attempt } from '../../monitor/delivery/deliver.ts'
import type { Look } from '../../monitor/look.ts'
import type { RestartCase } from '../../monitor/restart-rule.ts'
import { type MonitorHooks, runMonitor } from '../../monitor/run.ts'
import { undisturbed } from '../doctor/fixes/interruption.ts'
import { escapeForTerminal } from '../escape.ts'
import { programOf, timeOf, webhookOf } from './settings.ts'

/** The flags of `chatctl monitor`. */
export interface MonitorFlags {
  readonly config?: string | undefined
  readonly unit: string
  readonly json: boolean
  readonly every: string
  readonly once: boolean
  readonly repeat: string
  readonly exec?: string | undefined
  readonly webhook?: string | undefined
  readonly 'secret-file'?: string | undefined
  readonly 'restart-when'?: readonly string[] | undefined
  readonly 'restart-limit': number
  readonly textfile?: string | undefined
  readonly nagios: boolean
  readonly state?: string | undefined
  readonly journal?: boolean | undefined
}

/**
 * Watches until Ctrl+C or SIGTERM, or looks once; gives the exit code.
 *
 * @throws ChatctlError with exit code 3 whatever it is: 1 and 2 say what was found
 */
export async function monitor(flags: MonitorFlags): Promise<number> {
  try {
    return await watch(flags)
  } catch (error) {
    throw ofOwn(error)
  }
}

function ofOwn(error: unknown): ChatctlError {
  if (!(error instanceof ChatctlError))
    return new ChatctlError('internal/unexpected', { detail: String(error) }, { cause: error }, EXIT.unusable)
  return error.exitCode === EXIT.failed || error.exitCode === EXIT.configuration
    ? new ChatctlError(error.id, error.values, { cause: error }, EXIT.unusable)
    : error
}

async function watch(flags: MonitorFlags): Promise<number> {
  const everyMs = flags.once ? null : timeOf('every', flags.every)
  const options = {
    config: flags.config,
    unit: flags.unit,
    folder: flags.state === undefined ? null : resolve(flags.state),
    everyMs,
    repeatMs: timeOf('repeat', flags.repeat),
    restart: { when: (flags['restart-when'] ?? []) as RestartCase[], limit: flags['restart-limit'] },
    channels: {
      exec: programOf(flags.exec),
      webhook: await webhookOf(flags.webhook, flags['secret-file'], process.env),
    },
    textfile: flags.textfile === undefined ? null : resolve(flags.textfile),
  }
  if (everyMs !== null && !flags.json) note(t('monitor.started', { time: duration(everyMs / 1000) }))
  return await undisturbed(async (signal) => {
    const last = await runMonitor(liveHost(), options, new Teller(flags), signal)
    if (everyMs !== null) {
      if (!flags.json) note(t('monitor.stopped'))
      return EXIT.ok
    }
    if (last === null) return EXIT.interrupted
    return flags.nagios ? nagios(last) : exitCodeOf(last)
  })
}

/** Prints what the monitor has to say; every alert goes to the journal as well. */
class Teller implements MonitorHooks {
  readonly #flags: MonitorFlags
  readonly #failing = new Set<string>()

  constructor(flags: MonitorFlags) {
    this.#flags = flags
  }

  onLook(look: Look, alert: Alert | null): void {
    if (alert !== null) this.#tell(alert)
    const isScreen = process.stdout.isTTY && !this.#flags.json && !this.#flags.nagios
    if (!isScreen && !(this.#flags.once && alert === null && process.stdout.isTTY)) return
    const { pass, warn, fail, unknown } = look.verdict.counts
    const line = t('monitor.look', { time: clockTime(new Date(look.at)), pass, warn, fail, unknown })
    process.stdout.write(`${chalk.dim(line)}\n`)
  }

  /** A channel is told when it begins to fail and when it works again, not at every attempt. */
  onAttempt({ channel, problem }: Attempt): void {
    const name = `--${channel}`
    if (problem === null) {
      if (this.#failing.delete(channel)) note(t('monitor.delivered', { channel: name }))
    } else if (!this.#failing.has(channel)) {
      this.#failing.add(channel)
      note(chalk.yellow(t('monitor.notDelivered', { channel: name, detail: escapeForTerminal(problem) })))
    }
  }

  onTrouble({ what, path, detail }: Parameters<MonitorHooks['onTrouble']>[0]): void {
    const key = `${what} ${detail}`
    if (this.#failing.has(key)) return
    this.#failing.add(key)
    note(chalk.yellow(t(`monitor.trouble.${what}`, { path: escapeForTerminal(path), detail })))
  }

  #tell(alert: Alert): void {
    const wanted = this.#flags.journal ?? !process.stdout.isTTY
    const journal = wanted ? openJournal() : undefined
    const sent = journal !== undefined && alert.events.every((event) => journal.sendNow(entryOf(event)))
    if (this.#flags.json) return void process.stdout.write(`${JSON.stringify(alert)}\n`)
    // With --nagios the plugin's answer is all that is printed; in a unit the journal has it already.
    if (this.#flags.nagios || (sent && journalHere(process.env) !== undefined)) return
    const time = clockTime(new Date(alert.at))
    const lines = alert.events.map((event) => `${chalk.dim(time)}  ${painted(event)}`)
    process.stdout.write(`${lines.join('\n')}\n`)
  }
}

function entryOf(event: AlertEvent) {
  const level = event.severity === 'error' ? 'ERROR' : event.severity === 'warning' ? 'WARNING' : 'INFO'
  return { kind: 'alert', id: event.check ?? event.kind, level, message: alertLine(event) } as const
}

function painted(event: AlertEvent): string {
  const text = alertLine(event).split('\n').map(escapeForTerminal).join('\n')
  if (event.severity === 'error') return chalk.red(text)
  return event.severity === 'warning' ? chalk.yellow(text) : chalk.green(text)
}

function nagios({ verdict }: Look): number {
  const { text, exitCode } = nagiosAnswer(verdict)
  process.stdout.write(`${text}\n`)
  return exitCode
}

/** As doctor's: 0 nothing failed, 1 something did, 2 the configuration cannot be used. */
function exitCodeOf({ verdict }: Look): number {
  const badConfig = verdict.results.some(
    ({ check, outcome, acknowledged }) =>
      outcome === 'fail' && acknowledged === null && themeOf(check) === 'config',
  )
  return badConfig ? EXIT.configuration : verdict.outcome === 'fail' ? EXIT.failed : EXIT.ok
}

function note(text: string): void {
  process.stderr.write(`${text}\n`)
}
