import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Kind } from '../kind.ts'
import { mutateBytes } from '../mutate-body.ts'
import { readFound, shownInput, writeFound } from './found-file.ts'
import { fuzz } from './fuzz.ts'
import { meterHere } from './meter.ts'

/** Only who sees how far an input got finds the way to the end: each letter is one of 256. */
const LOCK = `export function open(bytes) {
  if (bytes[0] === 0x6f) {
    if (bytes[1] === 0x70) {
      if (bytes[2] === 0x65) {
        if (bytes[3] === 0x6e) throw new Error('opened')
      }
    }
  }
}
`

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'chatctl-fuzz-'))
  t.after(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** A kind whose inputs go into the lock, and what looks at how far they get. */
async function locked(t: TestContext, isSeen: boolean) {
  const path = folder(t)
  writeFileSync(join(path, 'lock.js'), LOCK)
  const base = pathToFileURL(`${path}/`).href
  const meter = isSeen ? meterHere(base) : undefined
  t.after(() => meter?.close())
  const { open } = await import(`${base}lock.js`)
  const kind: Kind = {
    name: 'lock',
    batch: 64,
    patience: 50,
    seeds: () => [Buffer.from('abcdefgh')],
    mutate(input, dice) {
      if (dice.onceIn(2)) return mutateBytes(input.subarray(0, 32), dice)
      const at = dice.below(input.length + 1)
      return Buffer.concat([
        input.subarray(0, at),
        Buffer.of(dice.below(256)),
        input.subarray(at + dice.below(2)),
      ])
    },
    judge(inputs) {
      for (const input of inputs) open(input)
    },
  }
  return { kind, meter }
}

const ROUNDS = 30_000

test('what is reached guides the way to a fault that nobody meets by chance, and as much as is needed is kept', async (t) => {
  const blind = await locked(t, false)
  assert.deepEqual((await fuzz(blind.kind, { seed: 1, rounds: ROUNDS })).faults, [])
  const { kind, meter } = await locked(t, true)
  const outcome = await fuzz(kind, { seed: 1, rounds: ROUNDS, meter })
  const [fault] = outcome.faults
  assert.match(String(fault?.message), /lock, seed 1: Error: opened/)
  assert.equal(fault?.input.toString(), 'open')
  assert.ok(outcome.blocks.reached > outcome.atStart.reached)
  assert.deepEqual(outcome.worthKeeping.map(String), ['o', 'op', 'ope', 'open'])
})

test('the same seed takes the same way', async (t) => {
  const ways = []
  for (let run = 0; run < 2; run++) {
    const { kind, meter } = await locked(t, true)
    const { inputs, kept, worthKeeping, faults } = await fuzz(kind, { seed: 2, rounds: ROUNDS, meter })
    ways.push({ inputs, kept, worthKeeping, faults: faults.map(({ input }) => input) })
  }
  assert.deepEqual(ways[0], ways[1])
})

test('what is kept is read again byte by byte, and only as much as there is room for', (t) => {
  const file = join(folder(t), 'found.jsonl')
  const inputs = [Buffer.from('a\n"\u202e小'), Buffer.from([0xff, 0x00, 0x0a]), Buffer.alloc(0)]
  assert.deepEqual(readFound(file), [])
  assert.equal(writeFound(file, [...inputs, Buffer.alloc(10_000, 'x')]), 3)
  assert.deepEqual(readFound(file), inputs)
  assert.match(shownInput(inputs[0] as Buffer), /^[ -~]+$/)
  const many = Array.from({ length: 100 }, (_, at) => Buffer.alloc(4000, String(at)))
  assert.ok(writeFound(file, many) < 40)
})
