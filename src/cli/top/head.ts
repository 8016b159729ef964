import chalk from 'chalk'
import type { ServerStatus } from '../../control/methods.ts'
import { bytes, clockTime, count, duration } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import type { Watched } from '../../top/server-watch.ts'
import { escapeForTerminal } from '../escape.ts'
import { columnsOf, cut } from '../screens/columns.ts'
import { cell } from './line.ts'
import { sparkline } from './sparkline.ts'

const LABEL_COLUMNS = 14
const WIDEST_CHART = 60
const NARROWEST_CHART = 8
/** Memory that comes and goes within this is no growth. */
const MEMORY_SPAN = 8 << 20
const DELIVERIES_SPAN = 8
/** From here on people feel it. */
const DELAY_ALARM_MS = 100

/** The upper part of the screen: who the server is and what it does, one thing a line. */
export function head(watched: Watched, columns: number, isPaused: boolean): string[] {
  const { look, deliveries, samples } = watched
  const { status, rates } = look
  const { connections, eventLoopDelay, queue } = status
  const rate = (number: number | undefined) => (number === undefined ? '?' : shownRate(number))
  const line = (label: string, text: string, chart: (room: number) => string = () => '', alarm = false) => {
    const fitting = cut(text, columns - LABEL_COLUMNS)
    const room = Math.min(WIDEST_CHART, columns - LABEL_COLUMNS - columnsOf(fitting) - 2)
    const drawn = room >= NARROWEST_CHART ? chart(room) : ''
    const shown = alarm ? chalk.red(fitting) : fitting
    return chalk.dim(cell(label, LABEL_COLUMNS)) + shown + (drawn === '' ? '' : `  ${chalk.cyan(drawn)}`)
  }
  const memory = [...samples.map(({ rssBytes }) => rssBytes), status.rssBytes]
  return [
    title(watched, columns, isPaused),
    line(
      t('top.connections'),
      t('top.connectionCounts', {
        open: count(connections.open),
        max: count(connections.max),
        named: count(connections.named),
        accepted: rate(rates?.accepted),
        refused: rate(rates?.refused),
        dropped: rate(rates?.dropped),
      }),
      undefined,
      connections.open >= connections.max,
    ),
    line(
      t('top.messages'),
      rates === null
        ? t('top.measuring')
        : t('top.messageRates', { deliveries: rate(rates.deliveries), in: rate(rates.messagesIn) }),
      (room) => sparkline(deliveries.slice(-room), room, { floor: 0, leastSpan: DELIVERIES_SPAN }),
    ),
    line(
      t('top.bytes'),
      rates === null
        ? t('top.measuring')
        : t('top.byteRates', { out: size(rates.bytesOut), in: size(rates.bytesIn) }),
    ),
    line(
      t('commands.status.queue'),
      t('commands.status.queueCounts', {
        congested: connections.congested,
        bytes: bytes(queue.bytes),
        high: bytes(queue.highWaterBytes),
        pending: bytes(status.pendingFrameBytes),
      }),
      undefined,
      connections.congested > 0,
    ),
    line(
      t('top.eventLoop'),
      t('commands.status.delays', {
        p50: eventLoopDelay.p50.toFixed(1),
        p99: eventLoopDelay.p99.toFixed(1),
        max: eventLoopDelay.max.toFixed(1),
      }),
      undefined,
      eventLoopDelay.p99 >= DELAY_ALARM_MS,
    ),
    line(t('top.memory'), memoryText(watched, memory), (room) =>
      sparkline(memory, room, { leastSpan: MEMORY_SPAN }),
    ),
    ...alarms(status).map((text) => line(t('top.attention'), text, undefined, true)),
  ]
}

function title({ look, trouble }: Watched, columns: number, isPaused: boolean): string {
  const { status, time } = look
  const text = t('top.head', {
    version: status.version,
    rules: status.compatibility,
    pid: status.pid,
    uptime: duration(status.uptimeSeconds),
  })
  const clock = `${isPaused ? `${t('top.paused')}  ` : ''}${clockTime(time)}`
  const left = cell(text, columns - columnsOf(clock) - 1)
  const colour = isPaused || trouble !== null ? chalk.yellow : (part: string) => part
  return `${chalk.bold(left)} ${colour(clock)}`
}

/** How much memory is in use and, where the server remembers, between what it moved. */
function memoryText({ look, samples }: Watched, memory: readonly number[]): string {
  const now = bytes(look.status.rssBytes)
  const first = samples[0]
  if (first === undefined || samples.length < 2) return now
  const seconds = (look.time.getTime() - Date.parse(first.at)) / 1000
  const span = {
    least: bytes(Math.min(...memory)),
    most: bytes(Math.max(...memory)),
    time: duration(seconds, 1),
  }
  return `${now}  (${t('top.memorySpan', span)})`
}

/** What is not as it should be, whatever else is going on. */
function alarms(status: ServerStatus): string[] {
  const { config, log, listErrors, globalMute } = status
  const about = (error: string | null, sentence: (error: string) => string) =>
    error === null ? [] : [sentence(escapeForTerminal(error))]
  return [
    ...about(config.error, (error) => t('commands.status.configError', { error })),
    ...about(log.failing ? (log.lastError ?? '') : null, (error) => t('top.logFailing', { error })),
    ...about(listErrors.ban, (error) => t('commands.status.banListError', { error })),
    ...about(listErrors.mute, (error) => t('commands.status.muteListError', { error })),
    ...(globalMute ? [t('commands.status.globalMute')] : []),
    ...(status.console.locked
      ? [`${t('commands.status.console')}: ${t('commands.status.consoleLocked')}`]
      : []),
  ]
}

/** @example shownRate(3.14) // '3.1' */
function shownRate(number: number): string {
  return number > 0 && number < 10 ? number.toFixed(1) : count(Math.round(number))
}

/** Bytes per second, in whole bytes where there are few. */
function size(number: number): string {
  return bytes(Math.round(number))
}
