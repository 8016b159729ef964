import { LOG_LEVELS } from '../../logging/level.ts'
import { EVERYONE, OPERATOR } from '../../protocol/texts.ts'
import type { Cut } from '../records/cut-records.ts'
import type { Entry } from '../records/entry.ts'
import { LEVEL_AT, messageAt, stands } from '../records/head.ts'
import { JsonPlaces } from '../records/json-places.ts'
import { readEntry, readName } from '../records/read-entry.ts'
import { again, type Counter, SeenByKey, type Tallied } from './seen.ts'
import { templateOf } from './template.ts'

const MOST_KEYS = 20_000
const MOST_ERRORS = 2000
const MINUTE_MS = 60_000
const TO_ALL = Buffer.from(` -> ${EVERYONE} >> `)
const INFO = LOG_LEVELS.indexOf('INFO')
const WARNING = LOG_LEVELS.indexOf('WARNING')
const LENGTHS = LOG_LEVELS.map(({ length }) => length)
const BLANK = 0x20
const ANGLE = 0x3e

/** Below WARNING these count with their fields too. */
const TELLING = new Set(['chat/heartbeat-timeout', 'door/banned', 'door/full'])

/** What is counted by key. */
export const COUNTED = ['events', 'addresses', 'users', 'errors', 'timeouts', 'refused'] as const
export type Counted = (typeof COUNTED)[number]

/** What a part of a log adds up to; parts can be merged, and sent between threads. */
export interface StatsPart {
  /** By the index in LOG_LEVELS. */
  readonly levels: readonly number[]
  readonly counts: Readonly<Record<Counted, Tallied>>
  /** Records of each minute since 1970: all, WARNING, graver. */
  readonly minutes: ReadonlyMap<number, readonly [number, number, number]>
  /** Milliseconds since 1970; NaN for no records. */
  readonly first: number
  readonly last: number
}

/** Takes records one by one and adds them up. */
export class StatsCollector {
  readonly #levels = [0, 0, 0, 0, 0]
  readonly #counts: Record<Counted, SeenByKey> = {
    events: new SeenByKey(1000),
    addresses: new SeenByKey(MOST_KEYS),
    users: new SeenByKey(MOST_KEYS),
    errors: new SeenByKey(MOST_ERRORS),
    timeouts: new SeenByKey(MOST_KEYS),
    refused: new SeenByKey(1000),
  }
  readonly #minutes = new Map<number, [number, number, number]>()
  readonly #places = new JsonPlaces((event) => ({
    event: event ?? '?',
    isTelling: event === null || TELLING.has(event),
    counter: undefined as Counter | undefined,
  }))
  #minute = Number.NaN
  #inMinute: [number, number, number] = [0, 0, 0]
  #first = Number.NaN
  #last = Number.NaN

  take(bytes: Buffer, cut: Cut): void {
    const { level, time } = cut
    this.#when(level, time)
    if (cut.kind === 'text') {
      if (level !== INFO || !this.#textToAll(bytes, cut)) this.#whole(readEntry(bytes, cut, '', 0), level)
      return
    }
    const places = this.#places
    places.findEvent(bytes, cut.start + LEVEL_AT.json + (LENGTHS[level] as number), cut.end)
    const { memo } = places
    if (level >= WARNING || memo.isTelling) {
      this.#whole(readEntry(bytes, cut, '', 0), level)
      return
    }
    if (memo.counter === undefined) memo.counter = this.#counts.events.add(memo.event, time)
    else again(memo.counter, time, 1)
    places.findIp()
    if (places.ipEnd >= 0) this.#counts.addresses.addBytes(bytes, places.ipStart, places.ipEnd, time)
    places.findUser()
    const { userStart, userEnd } = places
    if (userEnd < 0) return
    if (places.isUserPlain) {
      this.#counts.users.addBytes(bytes, userStart, userEnd, time)
      return
    }
    const user = readName(bytes, userStart, userEnd)
    if (user !== null) this.#counts.users.add(user, time)
  }

  /** Most lines of a text log are `NAME -> 所有人 >> …`: those are told by their bytes, as `readChat` would. */
  #textToAll(bytes: Buffer, { start, end, level, time }: Cut): boolean {
    const from = messageAt(start, level)
    let arrow = from
    while (arrow < end && !(bytes[arrow] === BLANK && bytes[arrow + 2] === ANGLE)) arrow++
    if (arrow + TO_ALL.length > end || !stands(bytes, arrow, TO_ALL)) return false
    const user = bytes.toString('utf8', from, arrow)
    if (user === OPERATOR) return false
    this.#counts.events.add('chat/text', time)
    this.#counts.users.add(user, time)
    return true
  }

  /** Counts an entry that was read in full. */
  entry(entry: Entry): void {
    const level = LOG_LEVELS.indexOf(entry.level)
    this.#when(level, entry.time)
    this.#whole(entry, level)
  }

  part(): StatsPart {
    const counts = Object.fromEntries(
      COUNTED.map((name) => [name, this.#counts[name].tallied]),
    ) as StatsPart['counts']
    return { levels: this.#levels, counts, minutes: this.#minutes, first: this.#first, last: this.#last }
  }

  #when(level: number, time: number): void {
    this.#levels[level] = (this.#levels[level] ?? 0) + 1
    if (!(time >= this.#first)) this.#first = time
    if (!(time <= this.#last)) this.#last = time
    const minute = Math.floor(time / MINUTE_MS)
    if (minute !== this.#minute) {
      this.#minute = minute
      this.#inMinute = this.#minutes.get(minute) ?? [0, 0, 0]
      this.#minutes.set(minute, this.#inMinute)
    }
    this.#inMinute[0]++
    if (level === WARNING) this.#inMinute[1]++
    else if (level > WARNING) this.#inMinute[2]++
  }

  #whole({ event, ip, user, time, fields, message, level: name }: Entry, level: number): void {
    const counts = this.#counts
    counts.events.add(event ?? '?', time)
    if (ip !== null) counts.addresses.add(ip, time)
    if (user !== null) counts.users.add(user, time)
    if (level >= WARNING) {
      const detail = event === null ? message : String(fields.error ?? fields.reason ?? '')
      counts.errors.add(`${name} ${event ?? '?'} ${templateOf(detail)}`, time)
    }
    if (event === 'chat/heartbeat-timeout') counts.timeouts.add(ip ?? '?', time)
    else if (event === 'door/banned') counts.refused.add('banned', time)
    else if (event === 'door/full') counts.refused.add('full', time)
    else if (event === 'door/refused') counts.refused.add(reasonOf(fields), time)
    else if (event === 'door/repeated')
      counts.refused.add(reasonOf(fields), time, Number(fields.count ?? 1) || 1)
  }
}

const reasonOf = ({ reason }: Entry['fields']) => (typeof reason === 'string' ? reason.slice(0, 200) : '?')
