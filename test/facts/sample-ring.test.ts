import assert from 'node:assert/strict'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { addSamples, type DiskSample, readSamples, withKeptSamples } from '../../src/facts/sample-ring.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const START = Date.UTC(2026, 5, 15)
const iso = (minute: number) => new Date(START + minute * 60_000).toISOString()
const sample = (minute: number): DiskSample => ({
  at: iso(minute),
  startedAt: iso(0),
  ...{ rssBytes: 1e8 + minute, connections: 3, queuedBytes: 0, delayMs: 1.5, cpuPercent: null },
})

test('samples come back as they were added; torn and foreign lines are passed over', async (t) => {
  const folder = temporaryFolder(t)
  assert.deepEqual(await readSamples(folder), [])
  await addSamples(folder, [sample(1), sample(2)])
  appendFileSync(join(folder, 'samples.jsonl'), '{"at":"2026-06-15T00:03:00.000Z","rssB')
  await addSamples(folder, [sample(4)])
  appendFileSync(join(folder, 'samples.jsonl'), '{"at":"never"}\n[]\n')
  assert.deepEqual(await readSamples(folder), [sample(1), sample(2), sample(4)])
})

test('the ring stays small', async (t) => {
  const folder = temporaryFolder(t)
  const path = join(folder, 'samples.jsonl')
  const lines = Array.from({ length: 5040 }, (_, minute) => `${JSON.stringify(sample(minute))}\n`)
  writeFileSync(path, lines.join(''))
  await addSamples(folder, [sample(5040)])
  const kept = readFileSync(path, 'utf8').trim().split('\n')
  assert.equal(kept.length, 4320)
  assert.deepEqual(await readSamples(folder).then((all) => all.at(-1)), sample(5040))
  assert.ok(readFileSync(path).length < 1_000_000)
})

test('what was kept stands in for a server that is down, and before the start of one that is up', async (t) => {
  const folder = temporaryFolder(t)
  await addSamples(folder, [sample(0), sample(1400), sample(1500), sample(1501)])
  const { startedAt: _, cpuPercent: __, ...live } = sample(1501)
  const own = [{ ...live, at: iso(1501) }]
  const when = async (...given: Parameters<typeof withKeptSamples>) =>
    (await withKeptSamples(...given))?.map(({ at }) => at) ?? null
  assert.deepEqual(await when(null, [folder]), [iso(1400), iso(1500), iso(1501)])
  assert.deepEqual(await when(own, [folder]), [iso(1400), iso(1500), iso(1501)])
  assert.deepEqual(await when(own, ['/no/such/folder']), [iso(1501)])
  assert.equal(await when(null, ['/no/such/folder']), null)
})
