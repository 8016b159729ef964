import type { FactsRecord } from '../../../src/report/bundle/record.ts'
import type { Dice } from '../dice.ts'
import { fewerItems } from '../guided/shorter.ts'
import type { Kind } from '../kind.ts'
import { mutateValue } from '../mutate-value.ts'
import { wordsOf } from '../words.ts'
import { judgeBundle } from './bundles/judge.ts'
import { FIELDS, packed, type Recipe, recipeOf, type Step } from './bundles/recipe.ts'
import { edited, someEdit } from './edits.ts'
import { HEALTHY } from './record.ts'

const WORDS = wordsOf('src/doctor/checks/**/*.ts', 'src/facts/shapes/*.ts', 'src/report/sections/*.ts')

/** A tar.gz that claims to be a bundle: how it is made out of an honest one. */
export const bundles: Kind = {
  name: 'bundles',
  batch: 16,
  patience: 8,
  seeds: () => [inputOf([])],
  mutate(input, dice, others) {
    const steps = [...(recipeOf(input) ?? [])]
    const way = steps.length === 0 ? 9 : dice.below(10)
    if (way < 2) steps.splice(dice.below(steps.length), 1)
    else if (way === 2) return inputOf(mutateValue(steps, dice) as Recipe)
    else if (way === 3) steps.push(...(recipeOf(dice.pick(others)) ?? []))
    else steps.push(someStep(steps, dice))
    return inputOf(steps.slice(-12))
  },
  async judge(inputs) {
    for (const input of inputs) await judgeBundle(await packed(recipeOf(input) ?? []))
  },
  *shorter(input) {
    for (const steps of fewerItems(recipeOf(input) ?? [])) yield inputOf(steps)
  },
}

const inputOf = (steps: readonly Step[]) => Buffer.from(JSON.stringify(steps))

/** Mostly facts that are not what they should be: the outside is soon refused, behind it there is more. */
function someStep(steps: readonly Step[], dice: Dice): Step {
  const way = dice.below(16)
  if (way === 0) return { header: dice.below(2), field: dice.below(FIELDS.length), value: dice.below(16) }
  if (way === 1) return { cutTarAt: dice.below(40_000) }
  if (way === 2) return { flipByte: dice.below(4000), bit: dice.below(8) }
  if (way === 3) return { again: dice.below(2) }
  const record = edited(
    HEALTHY,
    steps.flatMap((step) => ('at' in step ? [step] : [])),
  )
  if (dice.onceIn(16)) return someEdit(record, dice, WORDS)
  // Of what stands around them, little is asked.
  const half = dice.pick(['facts', 'facts', 'facts', 'evidence'] as const)
  const { at, ...rest } = someEdit((record as FactsRecord)[half] ?? {}, dice, WORDS)
  return { at: [half, ...at], ...rest }
}
