import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'

const MODULE = new URL('../../src/host/young-generation.ts', import.meta.url).href
/** Makes what survives its first collections, as thousands of connections that come at once do. */
const PROGRAM = `
  import { getHeapSpaceStatistics } from 'node:v8'
  const { keepYoungGenerationSmall } = await import(${JSON.stringify(MODULE)})
  const size = () => getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size
  if (process.argv[1] === 'small') keepYoungGenerationSmall()
  // Half of it is there from the start, the other half from the first collection on.
  const before = 2 * size()
  let kept = []
  const sizes = []
  for (let number = 0; number < 600_000; number++) {
    kept.push({ number, list: [number] })
    if (number % 10_000 === 0) sizes.push(size())
    if (number % 200_000 === 0) kept = []
  }
  // Mostly: for a moment, while it is being collected, it may be larger.
  console.log(sizes.sort((a, b) => a - b)[sizes.length >> 1] / before)
`

/** By how much the young generation of another process grows. */
function growth(...args: string[]): number {
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', PROGRAM, ...args]))
}

test('the young generation of the server stays as large as it was, where it would have grown', () => {
  assert.ok(growth() > 4, 'V8 does not grow it by itself')
  assert.ok(growth('small') < 2)
})
