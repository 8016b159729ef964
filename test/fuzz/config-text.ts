import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { diagnose } from '../../src/config/diagnose.ts'
import { repairConfig } from '../../src/config/repair.ts'
import { setValue } from '../../src/config/set-value.ts'
import { Dice } from './dice.ts'
import { mutateBytes, mutateText } from './mutate-body.ts'
import { mutateValue } from './mutate-value.ts'

const CORPUS = globSync(`${import.meta.dirname}/corpus/configs/*`)
  .sort()
  .map((path) => readFileSync(path))
const KEYS = ['server.port', 'security.filter_words', 'admin.password', 'logging.level', 'data.directory']
const SECRET = 'hunter-two-22'
const WHOLE = /"password"\s*:\s*"hunter-two-22"/

/**
 * Judges, repairs and edits mutated configurations.
 *
 * @throws at the first that is judged outside of itself, is repaired into another thing at the second try, or shows its password
 */
export function fuzzConfigs(seed: number, rounds: number): void {
  for (let round = 0; round < rounds; round++) {
    const dice = new Dice(seed + round)
    const bytes = mutated(dice)
    try {
      judge(bytes, dice)
    } catch (error) {
      throw new Error(
        `seed ${seed + round}, ${JSON.stringify(bytes.toString('latin1').slice(0, 2000))}: ${error}`,
        {
          cause: error,
        },
      )
    }
  }
}

function mutated(dice: Dice): Buffer {
  const original = dice.pick(CORPUS)
  if (dice.onceIn(2)) {
    const value = parsed(original)
    if (value !== undefined) {
      const text = JSON.stringify(mutateValue(value, dice), null, dice.below(3))
      return dice.onceIn(3) ? mutateBytes(Buffer.from(text), dice) : Buffer.from(text)
    }
  }
  if (dice.onceIn(2)) return Buffer.from(mutateText(original.toString(), dice))
  return mutateBytes(original, dice)
}

function judge(bytes: Buffer, dice: Dice): void {
  const { text, diagnostics, config } = diagnose(bytes)
  // Behind the rest of a key it is any text.
  const hides = WHOLE.test(text)
  for (const one of diagnostics) {
    assert.ok(one.offset >= 0 && one.offset <= text.length, `offset ${one.offset} of ${text.length}`)
    if (hides) assert.ok(!JSON.stringify({ ...one, frame: [] }).includes(SECRET), 'the password is quoted')
  }
  assert.equal(
    config === undefined,
    diagnostics.some(({ severity }) => severity === 'error'),
  )
  const once = repairConfig(bytes)
  // What nobody can decode is left alone; its text is another file already.
  if (once.repairs.length > 0) {
    const twice = repairConfig(Buffer.from(once.text))
    assert.equal(twice.text, once.text, 'a repaired file is repaired differently')
  }
  if (config !== undefined) setValue(text, dice.pick(KEYS).split('.'), dice.pick([1, 'x', [], true]))
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return undefined
  }
}
