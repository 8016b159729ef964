import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { cutRecords } from '../../src/logbook/records/cut-records.ts'
import type { Entry } from '../../src/logbook/records/entry.ts'
import { readEntry } from '../../src/logbook/records/read-entry.ts'

/** Logs that the original servers wrote, with what really happened (test/fixtures/logs/README.md). */
const FOLDER = join(import.meta.dirname, '../fixtures/logs')

interface Happened {
  readonly event: string
  readonly ip?: string
  readonly name?: string
  readonly target?: string
  readonly msg?: string
  readonly filename?: string
}
interface Truth {
  readonly version: 'v6' | 'v9'
  readonly counts: Readonly<Record<string, number>>
  readonly forged: readonly string[]
  readonly events: readonly Happened[]
}

/** Our events of each kind in the truth files, where one record is one event. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  start: ['server/started'],
  join: ['chat/joined'],
  leave: ['chat/left'],
  say: ['chat/say'],
  upload: ['file/uploaded'],
  download: ['file/downloaded'],
  blocked: ['chat/blocked'],
  ban_refused: ['door/banned'],
  full_refused: ['door/full'],
  refused: ['door/refused'],
  timeout: ['chat/heartbeat-timeout'],
  shutdown: ['server/stopping'],
  reload: ['config/reloaded'],
}

function entriesOf(path: string): Entry[] {
  const bytes = readFileSync(path)
  const cuts = [...cutRecords(bytes, true)]
  assert.equal(cuts[0]?.start, 0)
  for (const [index, { end }] of cuts.entries()) {
    assert.equal(end + 1, cuts[index + 1]?.start ?? bytes.length, 'every byte belongs to a record')
  }
  return cuts.map((cut) => readEntry(bytes, cut, path, 0))
}

const truthOf = (path: string): Truth => JSON.parse(readFileSync(join(FOLDER, path), 'utf8'))

/** What a text looks like in the log. */
const said = ({ name, target, msg }: Happened) =>
  target === undefined ? `${name} >> ${msg}` : `${name} -> ${target} >> ${msg}`

for (const name of ['v6-session', 'v91-session']) {
  const truth = truthOf(`${name}.truth.json`)
  const entries = entriesOf(join(FOLDER, `${name}.log`))

  test(`${name}: every kind of event is counted as often as it happened, with its address`, () => {
    for (const [kind, events] of Object.entries(KINDS)) {
      const happened = truth.events.filter(({ event }) => event === kind)
      const found = entries.filter(({ event }) => event !== null && events.includes(event))
      assert.equal(found.length, happened.length, kind)
      // the log of a text does not say from which address it came
      if (['say', 'upload', 'download', 'blocked', 'start'].includes(kind)) continue
      assert.deepEqual(
        found.map(({ ip }) => ip ?? undefined),
        happened.map(({ ip }) => ip),
        kind,
      )
    }
  })

  test(`${name}: every text is one record with all its lines`, () => {
    const texts = truth.events.filter(({ event }) => event === 'text').map(said)
    // A v6 text that begins with [文件] looks like a file to the letter.
    const found = entries
      .filter(({ event, message }) => event === 'chat/text' || message === 'Alice >> [文件] only a text')
      .map(({ message }) => message)
    assert.deepEqual(found, texts)
  })

  test(`${name}: what clients forged is no record`, () => {
    assert.ok(truth.forged.length > 0)
    for (const lie of truth.forged) {
      const { length } = entries.filter(({ message }) => message.includes(lie))
      assert.equal(length, 1, `${lie} is inside the text that brought it`)
    }
    assert.ok(entries.every(({ time }) => new Date(time).getMonth() === 10))
    assert.ok(entries.every(({ ip }) => !['6.6.6.6', '7.7.7.7', '9.9.9.9'].includes(ip ?? '')))
    // one broken packet makes two records in v6, of which one is the event
    const errors = entries.filter(({ level, event }) => level === 'ERROR' && event !== null)
    assert.equal(errors.length, truth.counts.error)
  })
}

test('the rotated set is complete, and its forged line is none', () => {
  const truth = truthOf('v91-rotated/truth.json') as Truth & { readonly logs: readonly string[] }
  const entries = truth.logs.flatMap((name) => entriesOf(join(FOLDER, 'v91-rotated', name)))
  const texts = entries.filter(({ event }) => event === 'chat/text').map(({ message }) => message)
  assert.deepEqual(texts, truth.events.filter(({ event }) => event === 'text').map(said))
  assert.equal(entries.length, truth.events.length)
})
