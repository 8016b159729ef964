import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { diffLines } from '../../../src/doctor/fixes/line-diff.ts'

const texts = fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 12 })

/** Length of the longest common subsequence, by trying every way. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  const [head, ...rest] = a
  if (head === undefined || b.length === 0) return 0
  const at = b.indexOf(head)
  const without = longestCommon(rest, b)
  return at < 0 ? without : Math.max(without, 1 + longestCommon(rest, b.slice(at + 1)))
}

test('a comparison leads from one text to the other, on the shortest way', () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const lines = diffLines(before, after)
      const kept = lines.filter(({ kind }) => kind === 'same')
      assert.deepEqual(
        lines.filter(({ kind }) => kind !== 'new').map(({ from }) => before[from - 1]),
        before,
      )
      assert.deepEqual(
        lines.filter(({ kind }) => kind !== 'gone').map(({ to }) => after[to - 1]),
        after,
      )
      for (const { from, to } of kept) assert.equal(before[from - 1], after[to - 1])
      assert.equal(kept.length, longestCommon(before, after))
    }),
  )
})

test('texts that are too long to compare line by line still lead from one to the other', () => {
  const before = Array.from({ length: 3000 }, (_, at) => `old ${at}`)
  const after = Array.from({ length: 3000 }, (_, at) => `new ${at}`)
  const lines = diffLines(['head', ...before, 'tail'], ['head', ...after, 'tail'])
  assert.equal(lines.filter(({ kind }) => kind === 'same').length, 2)
  assert.equal(lines.length, 6002)
})
