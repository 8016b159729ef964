import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { SanctionList } from '../../src/sanctions/sanction-list.ts'
import { randomFrom } from '../helpers/random.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const WRITER = new URL('./writer.ts', import.meta.url).pathname
const SEED = 20261105

interface Write {
  readonly number: number
  readonly op: string
  readonly address: string
  done: boolean
}

const open = (folder: string) =>
  SanctionList.open({ kind: 'ban', file: join(folder, 'banned_ips.json'), directory: folder, now: Date.now })

/** Lets a writer begin 500 writes, kills it, and tells what it began and what it acknowledged. */
async function killedWriter(
  folder: string,
  seed: number,
  random: (limit: number) => number,
): Promise<Write[]> {
  const child = spawn(process.execPath, [WRITER, folder, String(seed), '500', String(1 + random(4))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const writes: Write[] = []
  const killAfter = random(70)
  const delay = random(12)
  let finished = 0
  for await (const line of createInterface({ input: child.stdout })) {
    const [word, number, op = '', address = ''] = line.split(' ')
    if (word === 'start') writes.push({ number: Number(number), op, address, done: false })
    const write = writes[Number(number)]
    if (word !== 'done' || write === undefined) continue
    write.done = true
    if (finished++ === killAfter) void wait(delay).then(() => child.kill('SIGKILL'))
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  assert.equal(child.signalCode, 'SIGKILL')
  return writes
}

test('no acknowledged write is lost by kill -9 at any moment, and every file stays readable', async (t) => {
  const folder = temporaryFolder(t)
  const random = randomFrom(SEED)
  let acknowledged = 0
  for (let round = 1; round <= 18; round++) {
    const writes = await killedWriter(folder, round, random)
    acknowledged += writes.filter(({ done }) => done).length

    const plain: unknown = JSON.parse(readFileSync(join(folder, 'banned_ips.json'), 'utf8'))
    assert.ok(Array.isArray(plain) && plain.every((entry) => typeof entry === 'string'))
    const list = await open(folder)
    assert.equal(list.error, null)
    assert.deepEqual(
      list.entries().map(({ address }) => address),
      plain,
    )
    for (const address of new Set(writes.map((write) => write.address))) {
      const about = writes.filter((write) => write.address === address)
      // What was begun and not acknowledged may have happened or not; nothing before the last acknowledged one counts.
      const last = about.findLastIndex(({ done }) => done)
      const possible = about.slice(Math.max(0, last))
      const outcomes = possible.map(({ op, number }) =>
        op === 'add' ? `write ${number} of ${round}` : 'not listed',
      )
      if (last < 0) outcomes.push('not listed')
      const entry = list.entries().find((each) => each.address === address)
      const found = entry ? entry.reason : 'not listed'
      assert.ok(outcomes.includes(String(found)), `round ${round}, ${address}: ${found}, not ${outcomes}`)
      assert.equal(list.match(address) !== undefined, entry !== undefined)
    }
    // The next one writes without delay, whatever lock and drafts the killed one left.
    await list.add({ address: `10.1.0.${round}`, by: 'check' })
    assert.ok((await open(folder)).match(`10.1.0.${round}`))
  }
  assert.ok(acknowledged > 300, `only ${acknowledged} writes were acknowledged`)

  const running = await open(folder)
  running.watch(t.signal)
  await running.add({ address: '10.2.0.1' })
  await running.close()
  assert.equal(existsSync(join(folder, 'bans.lock')), false)
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.includes('.draft-')),
    [],
  )
})

test('two commands at the same time lose no entry', async (t) => {
  const folder = temporaryFolder(t)
  const writers = [101, 102, 103].map((seed) =>
    spawn(process.execPath, [WRITER, folder, String(seed), '40', '3'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  )
  const expected = await Promise.all(
    writers.map(async (child) => {
      const last = new Map<string, string>()
      for await (const line of createInterface({ input: child.stdout })) {
        const [word, , op = '', address = ''] = line.split(' ')
        if (word === 'start') last.set(address, op)
      }
      return [...last].filter(([, op]) => op === 'add').map(([address]) => address)
    }),
  )
  const list = await open(folder)
  assert.deepEqual(
    list
      .entries()
      .map(({ address }) => address)
      .sort(),
    expected.flat().sort(),
  )
})
