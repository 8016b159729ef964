import type { Dice } from './dice.ts'

/** Values that have broken programs before. */
const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1e300, 0.5, '', ' ', 'x', [], {}, [null], [[]], { a: null }, '__proto__'],
  ...[
    '\u001b[2J',
    '\u202eabc',
    'a\nb',
    '../../etc/passwd',
    '<script>',
    '|`*_',
    '{{key}}',
    'é'.repeat(200),
    '-1',
    'NaN',
  ],
  ...[
    '2026-13-45T99:99:99Z',
    '+275760-09-13T00:00:00.000Z',
    '::ffff:1.2.3.4',
    '999.999.999.999/99',
    -0,
    2 ** 53,
  ],
]

/** One of them. */
export const strangeValue = (dice: Dice): unknown => structuredClone(dice.pick(VALUES))

/** A copy of plain data in which a few things are not what they were: replaced, left out, doubled, or moved elsewhere. */
export function mutateValue(value: unknown, dice: Dice): unknown {
  const copy = structuredClone(value)
  for (let changes = 1 + dice.below(4); changes > 0; changes--) changeSomewhere(copy, dice)
  return copy
}

/** Goes down by chance and changes what it meets at the end of its way. */
function changeSomewhere(root: unknown, dice: Dice): void {
  let at = root
  for (;;) {
    if (typeof at !== 'object' || at === null) return
    const keys = Object.keys(at)
    if (keys.length === 0) return
    const key = dice.pick(keys)
    const inner = (at as Record<string, unknown>)[key]
    const isLeaf = typeof inner !== 'object' || inner === null
    if (isLeaf || dice.onceIn(8)) return change(at as Record<string, unknown>, key, dice)
    at = inner
  }
}

function change(holder: Record<string, unknown>, key: string, dice: Dice): void {
  switch (dice.below(5)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(key), 1)
      else delete holder[key]
      break
    case 1:
      holder[key] = [holder[key], holder[key]]
      break
    case 2:
      holder[key] = holder[dice.pick(Object.keys(holder))]
      break
    default:
      holder[key] = strangeValue(dice)
  }
}
