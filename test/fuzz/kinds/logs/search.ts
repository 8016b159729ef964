import assert from 'node:assert/strict'
import { parseRange } from '../../../../src/chat/address.ts'
import type { Query } from '../../../../src/logbook/query/query.ts'
import { LOG_EVENTS } from '../../../../src/logging/events.ts'
import { LOG_LEVELS } from '../../../../src/logging/level.ts'
import { inChunks, slowly } from '../../../logbook/slowly.ts'
import type { Dice } from '../../dice.ts'

const RANGES = ['10.0.1.1', '127.0.0.1', '127.90.0.0/16', '::1', '0.0.0.0/0', '10.0.1.1/32'].flatMap(
  (text) => parseRange(text) ?? [],
)
const USERS = ['Alice', '小明', '小明 "x"', 'Bob', '']
const PATTERNS = [/ERROR/, /10\.0\.1\.1\b/, /^\[/, /小明/i, />> /]
const EVENTS = Object.keys(LOG_EVENTS)

/** The fast search finds what reading everything finds, whatever the pieces in which it gets to see it. */
export function judgeSearch(bytes: Buffer, dice: Dice): void {
  const query = queryBy(dice)
  const longest = dice.pick([200, 1000, 128 * 1024])
  const { since: _s, until: _u, level: _l, ...plain } = query
  assert.deepEqual(inChunks(bytes, plain, longest, dice.pick([1, 97, 5000])), slowly(bytes, plain, longest))
}

/** Something to ask of a log. */
export function queryBy(dice: Dice): Query {
  const from = Date.parse('2026-11-23T00:00:00Z')
  return {
    ...(dice.onceIn(3) && { level: dice.pick(LOG_LEVELS) }),
    ...(dice.onceIn(3) && { addresses: [dice.pick(RANGES)] }),
    ...(dice.onceIn(3) && { users: [dice.pick(USERS), dice.pick(USERS)] }),
    ...(dice.onceIn(3) && { events: [dice.pick(EVENTS), dice.pick(EVENTS)] }),
    ...(dice.onceIn(3) && { pattern: dice.pick(PATTERNS) }),
    ...(dice.onceIn(4) && { since: from + dice.below(86_400_000) }),
    ...(dice.onceIn(4) && { until: from + dice.below(86_400_000) }),
  }
}
