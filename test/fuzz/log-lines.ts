import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cutRecords } from '../../src/logbook/records/cut-records.ts'
import { readEntry, recordEvent } from '../../src/logbook/records/read-entry.ts'
import { Dice } from './dice.ts'
import { mutateBytes } from './mutate-body.ts'

const CORPUS = ['text.log', 'json.log'].map((name) =>
  readFileSync(join(import.meta.dirname, 'corpus/logs', name), 'latin1').split(/(?<=\n)/),
)

/** What lines are cut with or stuck together by. */
const GLUE = [
  '',
  '',
  '',
  '\n',
  '\r\n',
  '\n\n',
  '\0',
  ' >> ',
  '","level":"',
  '[INFO] ',
  '{"time":"',
  '\\"',
  '\u00ff',
]

/**
 * Reads mutated logs of both formats.
 *
 * @throws at the first whose records overlap, lie outside of it, or say another event when read in full than at a glance
 */
export function fuzzLogs(seed: number, rounds: number): void {
  for (let round = 0; round < rounds; round++) {
    const dice = new Dice(seed + round)
    const bytes = mutated(dice)
    try {
      read(bytes, dice.onceIn(2))
    } catch (error) {
      throw new Error(
        `seed ${seed + round}, ${JSON.stringify(bytes.toString('latin1').slice(0, 2000))}: ${error}`,
        {
          cause: error,
        },
      )
    }
  }
}

function mutated(dice: Dice): Buffer {
  let text = ''
  for (let lines = 1 + dice.below(8); lines > 0; lines--) {
    const line = dice.pick(dice.pick(CORPUS))
    const from = dice.onceIn(4) ? dice.below(line.length) : 0
    const to = dice.onceIn(4) ? dice.below(line.length + 1) : line.length
    text += line.slice(from, to) + dice.pick(GLUE)
  }
  const bytes = Buffer.from(text || '\n', 'latin1')
  return dice.onceIn(3) ? bytes : mutateBytes(bytes, dice)
}

function read(bytes: Buffer, atEnd: boolean): void {
  let before = 0
  for (const cut of cutRecords(bytes, atEnd)) {
    assert.ok(cut.start >= before && cut.end >= cut.start && cut.end <= bytes.length, JSON.stringify(cut))
    assert.ok(Number.isFinite(cut.time), 'a record without a time')
    before = cut.end
    const entry = readEntry(bytes, cut, 'server.log', 0)
    assert.equal(recordEvent(bytes, cut), entry.event)
    assert.equal(typeof entry.message, 'string')
    for (const value of [entry.ip, entry.user, entry.event])
      assert.ok(value === null || typeof value === 'string')
  }
}
