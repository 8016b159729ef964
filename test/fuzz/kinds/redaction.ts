import type { Dice } from '../dice.ts'
import { fewerItems } from '../guided/shorter.ts'
import type { Kind } from '../kind.ts'
import { somePath, valueAt } from './edits.ts'
import { HEALTHY } from './record.ts'
import { judgeRedaction } from './redaction/judge.ts'
import { FORMS, type Plan, planOf } from './redaction/plan.ts'

const LETTERS = [
  ...'abcdefghkmpqrstuvwxyzABCDEFGHKLMN23456789!#%&*+-./:;=?@_~^"\'\\<>|(){}[]$ `,äß密码口令😀',
]
const SOURCES: readonly Plan['source'][] = ['password', 'hash', 'environment', 'unit']
const LEVELS: readonly Plan['level'][] = ['none', 'default', 'strict']
const AROUND = [
  'S',
  'cannot start: S',
  '/srv/S.txt',
  '--admin-password S',
  'password=S',
  '"token": "S"',
  'a S b S c',
]
const MORE_AROUND = [
  ...AROUND,
  'https://bob:S@example.org/',
  'S\n\n',
  'xSy',
  '<b>S</b>',
  '| S |',
  'Bearer S',
  '`S`',
]

const FIRST: Plan = {
  secret: 'Kx7#mQ!p"2\\z',
  source: 'password',
  level: 'default',
  plants: [{ at: ['evidence', 'crash', 'value', 'error'], form: 'plain', around: 'S' }],
}

/** A secret of this machine that turned up in what a report shows. */
export const redaction: Kind = {
  name: 'redaction',
  batch: 16,
  patience: 8,
  seeds: () => SOURCES.map((source) => inputOf({ ...FIRST, source })),
  mutate(input, dice, others) {
    const plan = structuredClone(planOf(input) ?? FIRST) as Plan
    const way = dice.below(10)
    if (way < 3) plan.secret = otherSecret(plan.secret, dice)
    else if (way === 3) plan.source = dice.pick(SOURCES)
    else if (way === 4) plan.level = dice.pick(LEVELS)
    else if (way === 5) plan.plants.push(...(planOf(dice.pick(others))?.plants ?? []))
    else plan.plants.push(somePlant(dice))
    plan.plants = plan.plants.slice(-8)
    return inputOf(plan)
  },
  async judge(inputs) {
    for (const input of inputs) {
      const plan = planOf(input)
      if (plan !== undefined) await judgeRedaction(plan)
    }
  },
  *shorter(input) {
    const plan = planOf(input)
    if (plan === undefined) return
    for (const plants of fewerItems(plan.plants)) yield inputOf({ ...plan, plants })
    for (const letters of fewerItems([...plan.secret])) yield inputOf({ ...plan, secret: letters.join('') })
  },
}

const inputOf = (plan: Plan) => Buffer.from(JSON.stringify(plan))

function somePlant(dice: Dice): Plan['plants'][number] {
  let at: readonly (string | number)[] = []
  while (typeof valueAt(HEALTHY, at) !== 'string') {
    const half = dice.pick(['facts', 'evidence'] as const)
    at = [half, ...somePath(HEALTHY[half], dice)]
  }
  return {
    at: [...at],
    form: dice.pick(Object.keys(FORMS)),
    around: dice.pick(MORE_AROUND),
  }
}

function otherSecret(secret: string, dice: Dice): string {
  const letters = [...secret]
  const at = dice.below(letters.length)
  const way = dice.below(4)
  if (way === 0) letters.splice(at, 0, dice.pick(LETTERS))
  else if (way === 1) letters.splice(at, 1)
  else if (way === 2) letters[at] = dice.pick(LETTERS)
  else return Array.from({ length: 8 + dice.below(30) }, () => dice.pick(LETTERS)).join('')
  return letters.join('')
}
