import chalk from 'chalk'
import type { CaptureEvent, Side } from '../../capture/events.ts'
import { type Hidden, maskPacket } from '../../capture/mask.ts'
import type { Endpoint } from '../../capture/tcp-segment.ts'
import { bytes, clockTime, count } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { addressText } from '../chat/server-address.ts'
import { escapeForTerminal } from '../escape.ts'

/** Stand on every packet, and tell a reader nothing. */
const NOISE = new Set(['type', 'msg_id', 'protocol_version'])
const MOST_NAMES = 20
const MOST_CHARACTERS = 2000

/** One event for people: when, who, which way, what. */
export function eventLine(event: CaptureEvent, includeMessages: boolean): string {
  const time = new Date(event.time)
  const clock = `${clockTime(time)}.${String(time.getMilliseconds()).padStart(3, '0')}`
  const who = escapeForTerminal(addressText({ host: event.client.address, port: event.client.port }))
  const { arrow, what } = wordsOf(event, includeMessages)
  return `${chalk.dim(clock)} ${who} ${arrow} ${what}`
}

/** One event for programs. */
export function eventDocument(event: CaptureEvent, includeMessages: boolean) {
  const { time, connection, client, server, kind, ...more } = event
  const place = { time: new Date(time).toISOString(), connection, client: text(client), server: text(server) }
  if (event.kind !== 'packet') return { event: kind, ...place, ...more }
  const packet = maskPacket(event.packet, event.by, includeMessages)
  return { event: kind, ...place, by: event.by, bytes: event.bytes, packet }
}

const text = ({ address, port }: Endpoint) => addressText({ host: address, port })
/** Clients stand on the left, the server on the right. */
const arrowOf = (by: Side) => (by === 'client' ? '→' : '←')

function wordsOf(event: CaptureEvent, includeMessages: boolean): { arrow: string; what: string } {
  if (!('by' in event)) return { arrow: '·', what: chalk.dim(t(`capture.${event.kind}`)) }
  const arrow = arrowOf(event.by)
  switch (event.kind) {
    case 'packet':
      return { arrow, what: packetWords(event, includeMessages) }
    case 'closed':
      return { arrow, what: chalk.dim(t(`capture.closed.${event.by}`)) }
    case 'reset':
      return { arrow, what: chalk.red(t(`capture.reset.${event.by}`)) }
    case 'encrypted':
      return { arrow, what: chalk.yellow(t('capture.encrypted')) }
    case 'gap':
      return { arrow, what: chalk.yellow(t('capture.gap', { size: bytes(event.bytes) })) }
    case 'skipped':
      return { arrow, what: chalk.dim(t('capture.skipped', { size: bytes(event.bytes) })) }
    case 'bad-length':
      return { arrow, what: chalk.red(t('capture.badLength', { length: count(event.length) })) }
    case 'bad-packet':
      return { arrow, what: chalk.red(t(`capture.bad.${event.why}`, { size: bytes(event.bytes) })) }
  }
}

function packetWords(
  { packet, by, bytes: size }: Extract<CaptureEvent, { kind: 'packet' }>,
  includeMessages: boolean,
): string {
  const shown = maskPacket(packet, by, includeMessages)
  const type =
    typeof packet.type === 'string' ? escapeForTerminal(packet.type.slice(0, 40)) : t('capture.noType')
  const fields = Object.entries(shown)
    .filter(([key]) => !NOISE.has(key))
    .map(([key, value]) => `${escapeForTerminal(key.slice(0, 40))}=${valueText(value)}`)
  return [chalk.bold(type), ...fields, chalk.dim(`(${bytes(size)})`)].join(' ')
}

function valueText(value: unknown): string {
  if (isHidden(value)) return chalk.dim(t(`capture.hidden.${value.hidden}`, { size: count(value.size) }))
  if (Array.isArray(value) && value.length > MOST_NAMES)
    return `${valueText(value.slice(0, MOST_NAMES))} ${t('capture.more', { count: value.length - MOST_NAMES })}`
  const json = JSON.stringify(value) ?? ''
  const cut = json.length > MOST_CHARACTERS ? `${json.slice(0, MOST_CHARACTERS)}…` : json
  return escapeForTerminal(cut)
}

function isHidden(value: unknown): value is Hidden {
  return typeof value === 'object' && value !== null && 'hidden' in value && 'size' in value
}
