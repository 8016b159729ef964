import assert from 'node:assert/strict'
import { isIP } from 'node:net'
import { cutRecords, LONGEST_RECORD } from '../../../../src/logbook/records/cut-records.ts'
import type { Entry } from '../../../../src/logbook/records/entry.ts'
import { readEntry, recordEvent } from '../../../../src/logbook/records/read-entry.ts'

const DAY = String.raw`\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`
const CLOCK = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)`
const ZONE = String.raw`[+-](?:[01]\d|2[0-3]):[0-5]\d`
const LEVEL = '(?:DEBUG|INFO|WARNING|ERROR|CRITICAL)'
/** How a record begins, written down anew. */
const HEAD = new RegExp(
  `^(?:${DAY} ${CLOCK} \\[${LEVEL}\\] |\\{"time":"${DAY}T${CLOCK}\\.\\d{3}${ZONE}","level":"${LEVEL}")`,
)
/** Where nobody can have forged a time. */
const SAME_TIME_MS = 1000

/** Every line belongs to one record, and a record says what it says. */
export function judgeRecords(bytes: Buffer, atEnd: boolean): void {
  const cuts = [...cutRecords(bytes, atEnd)]
  const starts = new Set(cuts.map(({ start }) => start))
  let before = -1
  for (const cut of cuts) {
    assert.ok(cut.end >= cut.start && cut.end <= bytes.length && cut.start > before, JSON.stringify(cut))
    assert.ok(Number.isFinite(cut.time), 'a record without a time')
    // Between two records there is nothing but the end of a line, unless one is too long to be kept.
    if (before >= 0 && bytes.length < LONGEST_RECORD) assert.equal(cut.start, before + 1, 'a line is lost')
    before = cut.end
    const entry = readEntry(bytes, cut, 'server.log', 0)
    assert.equal(recordEvent(bytes, cut), entry.event)
    judgeEntry(entry, bytes.toString('utf8', cut.start, cut.end))
  }
  const heads = headsIn(bytes)
  for (const start of starts) assert.ok(heads.includes(start), `no record begins at ${start}`)
  assert.equal(cuts[0]?.start, heads[0], 'the first record')
  const times = cuts.map(({ time }) => time)
  const isCalm = Math.max(...times) - Math.min(...times) <= SAME_TIME_MS
  const whole = cuts.length > 0 ? heads.filter((at) => at > (cuts.at(-1)?.end ?? 0)) : []
  assert.deepEqual(whole, [], 'records behind the last one')
  if (isCalm && cuts.length > 0 && isInOrder(bytes, heads))
    assert.equal(cuts.length, heads.length, 'each once')
}

function headsIn(bytes: Buffer): number[] {
  const heads: number[] = []
  for (let at = 0; at < bytes.length; ) {
    const feed = bytes.indexOf(0x0a, at)
    const end = feed < 0 ? bytes.length : feed
    if (HEAD.test(bytes.toString('latin1', at, end))) heads.push(at)
    at = end + 1
  }
  return heads
}

/** Whether all that looks like a record says the same second. */
function isInOrder(bytes: Buffer, heads: readonly number[]): boolean {
  const seconds = heads.map((at) =>
    bytes
      .toString('latin1', at, at + 40)
      .replace('{"time":"', '')
      .replace('T', ' ')
      .slice(0, 19),
  )
  const isText = (at: number) => bytes[at] !== 0x7b
  return new Set(seconds).size === 1 && (heads.every(isText) || !heads.some(isText))
}

/** A JSON record means what any reader of JSON finds in it. */
function judgeEntry(entry: Entry, raw: string): void {
  assert.equal(typeof entry.message, 'string')
  for (const value of [entry.ip, entry.user, entry.event])
    assert.ok(value === null || typeof value === 'string')
  if (!raw.startsWith('{') || raw.includes('\n')) return
  let meant: Record<string, unknown>
  try {
    meant = JSON.parse(raw)
  } catch {
    return
  }
  if (!isOurs(meant, raw)) return
  assert.equal(entry.level, meant.level)
  assert.equal(
    entry.time,
    Date.parse(String(meant.time).replace(':60.', ':59.')) + leapOf(String(meant.time)),
  )
  assert.equal(entry.message, meant.message)
  assert.deepEqual(
    { event: entry.event, ip: entry.ip, user: entry.user },
    { event: meant.event, ip: meant.ip ?? null, user: meant.user ?? null },
  )
}

const leapOf = (time: string) => (time.includes(':60.') ? 1000 : 0)

/** Whether the server could have written it: its fields, in its order, each once, and texts that it has. */
function isOurs(meant: Record<string, unknown>, raw: string): boolean {
  const { time, event, ip, user, message } = meant
  const order = Object.keys(meant).filter((key) => ['time', 'level', 'event', 'ip', 'user'].includes(key))
  return (
    /^\{"time":"[^"\\]+","level":"[A-Z]+","event":"/.test(raw) &&
    order.join() ===
      [
        'time',
        'level',
        'event',
        ...('ip' in meant ? ['ip'] : []),
        ...('user' in meant ? ['user'] : []),
      ].join() &&
    Object.keys(meant).slice(0, order.length).join() === order.join() &&
    raw.split(/"(?:event|ip|user|message|level|time)":/).length === order.length + 2 &&
    JSON.stringify(meant) === raw &&
    Number.isFinite(Date.parse(String(time).replace(':60.', ':59.'))) &&
    /^[a-z]+\/[a-z-]+$/.test(String(event)) &&
    (ip === undefined || isIP(String(ip)) > 0) &&
    (user === undefined || typeof user === 'string') &&
    typeof message === 'string'
  )
}
