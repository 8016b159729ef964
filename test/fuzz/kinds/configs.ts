import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { leafPaths } from '../../../src/config/schema-path.ts'
import { Dice } from '../dice.ts'
import { type Kind, numberOf } from '../kind.ts'
import { mutateText } from '../mutate-body.ts'
import { mutateValue } from '../mutate-value.ts'
import { splice } from '../splice.ts'
import { wordsOf } from '../words.ts'
import { judgeEdits } from './configs/edits.ts'
import { judgeFindings } from './configs/findings.ts'
import { judgeRepair } from './configs/repair.ts'

const SEEDS = globSync(join(import.meta.dirname, '../corpus/configs/*'))
  .sort()
  .map((path) => readFileSync(path))

const WORDS = [
  ...leafPaths().flatMap((path) => [path.join('.'), ...path]),
  ...wordsOf('src/config/*.ts'),
  ...[
    '"',
    "'",
    '“',
    '”',
    '：',
    '，',
    '//',
    '/*',
    '*/',
    '#',
    ',',
    ':',
    '{',
    '}',
    '[',
    ']',
    '\r\n',
    '\\',
    'None',
  ],
]

/** The text of a config.json, right or wrong. */
export const configs: Kind = {
  name: 'configs',
  batch: 64,
  patience: 40,
  seeds: () => SEEDS,
  mutate(input, dice, others) {
    if (dice.onceIn(3)) {
      const value = parsed(input)
      if (value !== undefined)
        return Buffer.from(JSON.stringify(mutateValue(value, dice), null, dice.below(3)))
    }
    if (dice.onceIn(4) && input.length > 0) return Buffer.from(mutateText(input.toString(), dice))
    return splice(input, dice, others, WORDS)
  },
  judge(inputs) {
    for (const input of inputs) {
      const dice = new Dice(numberOf(input))
      judgeFindings(input)
      judgeRepair(input)
      judgeEdits(input, dice)
    }
  },
}

function parsed(input: Buffer): unknown {
  try {
    return JSON.parse(input.toString())
  } catch {
    return undefined
  }
}
