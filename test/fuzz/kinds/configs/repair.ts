import assert from 'node:assert/strict'
import { diagnose } from '../../../../src/config/diagnose.ts'
import { repairConfig } from '../../../../src/config/repair.ts'

/** A repair does what it says, changes nothing that was right, and leaves nothing to repair. */
export function judgeRepair(bytes: Buffer): void {
  const { text, repairs } = repairConfig(bytes)
  const before = diagnose(bytes)
  if (repairs.length === 0) {
    assert.equal(text, before.text, 'changed without a word')
    return
  }
  const after = diagnose(text)
  for (const { id, key } of repairs) {
    const isIt = (one: { id: string; key: string }) => one.id === id && (key === '' || one.key === key)
    const [had, left] = [before, after].map(({ diagnostics }) => diagnostics.filter(isIt).length)
    // A comment that nobody closes stays, and what was put right may have hidden another one.
    const isGone = left === 0 || (id === 'config/comment' && text.includes('/*'))
    assert.ok(isGone, `${id} ${key} is said to be gone: ${left} of ${had}`)
  }
  const again = repairConfig(Buffer.from(text))
  assert.equal(again.text, text, 'a repaired file is repaired differently')
  const value = parsed(text)
  if (repairs.some(({ id }) => id === 'config/syntax')) assert.ok(value !== undefined, 'mended, and no JSON')
  const meant = parsed(before.text)
  const isSame = repairs.every(({ id }) => id !== 'config/wrong-type' && id !== 'config/encoding')
  if (meant !== undefined && isSame) assert.deepEqual(value, meant, 'what was JSON is other JSON now')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
