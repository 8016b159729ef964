import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Logbook } from '../../../../src/logbook/logbook.ts'
import { runJob } from '../../../../src/logbook/scan/job.ts'
import { backwards, forwards, type Segment } from '../../../../src/logbook/scan/segments.ts'
import { closeLog, openLog } from '../../../../src/logbook/sources/open-log.ts'
import { slowly, statisticsSlowly } from '../../../logbook/slowly.ts'
import type { Dice } from '../../dice.ts'
import { queryBy } from './search.ts'

let folder: string | undefined

/** A place for files that is gone with the process. */
function place(): string {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'chatctl-fuzz-'))
    process.once('exit', () => rmSync(made, { recursive: true, force: true }))
    folder = made
  }
  return folder
}

/** In a file, from either end, in parts, packed or not: the same records, the same numbers. */
export async function judgeFiles(bytes: Buffer, dice: Dice): Promise<void> {
  const file = join(place(), dice.onceIn(3) ? 'server.log.1.gz' : 'server.log')
  const isPacked = file.endsWith('.gz')
  writeFileSync(file, isPacked ? gzipSync(bytes) : bytes)
  const query = queryBy(dice)
  const expected = slowly(bytes, query)
  if (!isPacked) judgeSegments(file, dice.pick([1, 300, 3000]), query, expected)
  const logbook = new Logbook({
    sets: [[file]],
    unit: undefined,
    signal: new AbortController().signal,
    onOddity: () => {},
  })
  try {
    assert.equal(await logbook.count(query), expected.length, 'the count')
    assert.deepEqual(await logbook.stats(query, 1000, 24), statisticsSlowly(bytes, query), 'the statistics')
    const most = 1 + dice.below(5)
    const newest = await logbook.newest(query, most)
    assert.deepEqual(
      newest.map((record) => record.entry().offset),
      expected.slice(-most).map(([start]) => start),
      'the newest ones',
    )
  } finally {
    await logbook.close()
  }
}

function judgeSegments(
  file: string,
  step: number,
  query: ReturnType<typeof queryBy>,
  expected: readonly (readonly number[])[],
): void {
  const log = openLog(file)
  const places = (segments: Iterable<Segment>) =>
    [...segments]
      .sort((a, b) => a.from - b.from)
      .flatMap((segment) => [
        ...runJob({ fd: log.fd, size: log.size, segment, query, want: 'places' }).places,
      ])
  try {
    const whole = { from: 0, end: log.size }
    assert.deepEqual(places(forwards(log.fd, whole, step)), expected.flat(), 'from the oldest on')
    assert.deepEqual(places(backwards(log.fd, whole, step)), expected.flat(), 'from the newest on')
  } finally {
    closeLog(log)
  }
}
