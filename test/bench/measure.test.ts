import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withSection } from './document.ts'
import { alternate, median, ratio, summary } from './measure.ts'

test('the median of an even number of values lies between the two in the middle', () => {
  assert.equal(median([3, 1, 2]), 2)
  assert.equal(median([4, 1, 3, 2]), 2.5)
})

test('one wild run moves neither the median nor the deviation', () => {
  assert.deepEqual(summary([10, 11, 12, 13, 500]), { median: 12, mad: 1, runs: 5 })
})

test('a ratio is taken within each round, so that a slow hour of the machine does not count', () => {
  assert.deepEqual(ratio([10, 1, 20], [20, 2, 40]), { median: 0.5, mad: 0, runs: 3 })
})

test('subjects take turns, forwards and backwards', async () => {
  const order: string[] = []
  const results = await alternate(['a', 'b', 'c'], 3, async (name, round) => {
    order.push(name)
    return round
  })
  assert.equal(order.join(''), 'abccbaabc')
  assert.deepEqual(results, { a: [0, 1, 2], b: [0, 1, 2], c: [0, 1, 2] })
})

test('a section replaces only what stands between its markers', () => {
  const document = 'a\n<!-- bench:x -->\nold\n<!-- /bench:x -->\nb'
  const written = withSection(document, 'x', 'new')
  assert.equal(written, 'a\n<!-- bench:x -->\nnew\n<!-- /bench:x -->\nb')
  assert.equal(withSection(written, 'x', 'new'), written)
  assert.throws(() => withSection(document, 'y', 'new'))
})
