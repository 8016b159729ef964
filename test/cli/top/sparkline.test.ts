import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sparkline } from '../../../src/cli/top/sparkline.ts'

test('the lowest bar is the least number, the highest the most', () => {
  assert.equal(sparkline([0, 7], 10), '▁█')
  assert.equal(sparkline([5, 5, 5], 10), '▁▁▁')
  assert.equal(sparkline([], 10), '')
})

test('a floor and a least span keep small differences small', () => {
  assert.equal(sparkline([100, 101], 10, { leastSpan: 70 }), '▁▁')
  assert.equal(sparkline([7], 10, { floor: 0 }), '█')
})

test('more numbers than columns keep their peaks', () => {
  const numbers = Array.from({ length: 1000 }, (_, at) => (at === 513 ? 7 : 0))
  const line = sparkline(numbers, 10)
  assert.equal([...line].length, 10)
  assert.equal(line, '▁▁▁▁▁█▁▁▁▁')
})
