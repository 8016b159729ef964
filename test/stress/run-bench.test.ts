import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BenchPlan } from '../../src/stress/plan.ts'
import { type BenchProgress, type BenchResult, runBench } from '../../src/stress/run-bench.ts'
import { listener } from '../client/fake-servers.ts'
import { freePort } from '../helpers/chatctl.ts'
import { type Fate, faultServer } from './fault-server.ts'

const QUICK = { clients: 4, messages: 40, rate: 1000, size: 60, durationMs: null, timeoutMs: 5000 }
/** Where something never comes: how long it is waited for. */
const IN_VAIN = { timeoutMs: 700 }

async function run(
  port: number,
  plan: Partial<BenchPlan> = {},
  onProgress: (p: BenchProgress) => void = () => {},
) {
  return await runBench(
    { address: { host: '127.0.0.1', port }, ...QUICK, ...plan },
    {
      signal: new AbortController().signal,
      now: () => performance.now(),
      onProgress,
      onUngreeted: () => {},
      onRoom: async () => {},
    },
  )
}

/** A test of a server with these faults; the third number is the message that they befall. */
async function suffer(fateOf: (number: number) => Fate, plan: Partial<BenchPlan> = {}): Promise<BenchResult> {
  await using server = await faultServer(fateOf)
  const result = await run(server.port, plan)
  assert.ok('entered' in result, JSON.stringify(result))
  return result
}

const counts = ({ troubles }: BenchResult) =>
  Object.fromEntries(troubles.map(({ kind, count }) => [kind, count]))
const at =
  (which: number, fate: Fate) =>
  (number: number): Fate =>
    number === which ? fate : 'deliver'

test('where nothing goes wrong, every message is counted at every other client', async () => {
  for (const rate of [1000, 0]) {
    const result = await suffer(() => 'deliver', { rate })
    assert.deepEqual(result.troubles, [])
    assert.deepEqual([result.entered, result.stayed, result.sent, result.heard], [4, 4, 40, 120])
    assert.equal(result.latencyMs?.samples, 120)
    assert.ok(result.latencyMs.p50 <= result.latencyMs.p99 && result.latencyMs.p99 <= result.latencyMs.max)
  }
})

test('deliveries that are lost, doubled or overtaken are counted as what they are', async () => {
  const lost = await suffer(at(7, 'drop'), IN_VAIN)
  assert.deepEqual([counts(lost), lost.heard], [{ lost: 3 }, 117])
  assert.deepEqual(counts(await suffer(at(7, 'twice'))), { duplicated: 3 })
  // With one sender at a time the next message of all is the next of the same sender four messages later.
  const late = await suffer((number) =>
    number === 8 || number === 9 || number === 10 || number === 11 ? 'after-next' : 'deliver',
  )
  assert.deepEqual([Object.keys(counts(late)), late.heard], [['out-of-order'], 120])
})

test('texts that come back changed are seen, although the packet is whole', async () => {
  assert.deepEqual(counts(await suffer(at(3, 'change'))), { changed: 3 })
})

test('a body that is no JSON is a broken packet, and its delivery is lost', async () => {
  assert.deepEqual(counts(await suffer(at(5, 'broken-json'), IN_VAIN)), { 'bad-frame': 3, lost: 3 })
})

test('a broken length ends the connection, as nothing after it can be read', async () => {
  const result = await suffer(at(39, 'broken-frame'))
  assert.deepEqual([counts(result)['bad-frame'], result.stayed], [3, 1])
})

test('connections that are reset are counted, and nobody waits for what they would have heard', async () => {
  const result = await suffer(at(39, 'reset-receiver'))
  assert.deepEqual([counts(result), result.stayed], [{ reset: 3 }, 1])
})

test('a stalled server makes the messages late that were due meanwhile, not only the one that met it', async () => {
  const result = await suffer(at(10, { holdMs: 500 }), { messages: 50, rate: 100 })
  assert.deepEqual([counts(result), result.heard], [{}, 150])
  // Messages 10 to 50 were due within 400 ms of the stall of 500: all of them waited for 100 ms at least.
  assert.ok(Number(result.latencyMs?.max) >= 490, JSON.stringify(result.latencyMs))
  assert.ok(Number(result.latencyMs?.p50) >= 90, JSON.stringify(result.latencyMs))
})

test('a server that stops reading: what it does not take is counted, and the memory stays bounded', async () => {
  const size = 200_000
  const result = await suffer(() => 'stop-reading', { clients: 2, messages: 200, size, timeoutMs: 300 })
  const { stalled = 0, lost = 0 } = counts(result)
  assert.ok(stalled > 100, JSON.stringify(counts(result)))
  assert.equal(result.sent + stalled, 200)
  assert.equal(lost, result.sent)
  assert.equal(result.latencyMs, null)
})

test('a server that is not there, or hangs, is told by the first client alone', async () => {
  assert.deepEqual(await run(await freePort()), { kind: 'refused', detail: 'ECONNREFUSED' })
  let connections = 0
  await using silent = await listener(() => connections++)
  assert.deepEqual(await run(silent.port, { timeoutMs: 200 }), { kind: 'silent', detail: '' })
  assert.equal(connections, 1)
  await using web = await listener((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  assert.equal(((await run(web.port)) as { kind: string }).kind, 'not-chat')
})

test('progress tells how many are in', async () => {
  await using server = await faultServer(() => 'deliver')
  const seen: BenchProgress[] = []
  await run(server.port, {}, (progress) => seen.push(progress))
  const entering = seen.filter(({ step }) => step === 'entering')
  assert.deepEqual(entering.at(-1), { step: 'entering', entered: 4, failed: 0, of: 4 })
})
