import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Dice } from '../dice.ts'
import { type Kind, numberOf } from '../kind.ts'
import { mutateBytes } from '../mutate-body.ts'
import { splice } from '../splice.ts'
import { wordsOf } from '../words.ts'
import { judgeFiles } from './logs/files.ts'
import { judgeRecords } from './logs/records.ts'
import { judgeSearch } from './logs/search.ts'

const LINES = ['text.log', 'json.log'].map((name) =>
  readFileSync(join(import.meta.dirname, '../corpus/logs', name), 'latin1').split(/(?<=\n)/),
)
const SEEDS = LINES.flatMap((lines) =>
  Array.from({ length: Math.ceil(lines.length / 8) }, (_, at) =>
    Buffer.from(lines.slice(at * 8, at * 8 + 8).join(''), 'latin1'),
  ),
)

/** What lines are cut with or stuck together by. */
const GLUE = [
  '',
  '',
  '',
  '\n',
  '\r\n',
  '\n\n',
  '\0',
  ' >> ',
  '","level":"',
  '[INFO] ',
  '{"time":"',
  '\\"',
  '\u00ff',
]
const WORDS = [
  ...GLUE.filter((word) => word !== ''),
  ...[
    '2026-11-23 04:34:50',
    '2026-11-24 04:34:50',
    '2026-11-23T10:00:05.000+08:00',
    '","event":"',
    '","ip":"',
  ],
  ...['","user":"', '","address":"', '10.0.1.1', '::1', '10.0.0.0/8', 'x'.repeat(300)],
  ...wordsOf('src/logging/events/*.ts', 'src/logbook/records/*.ts'),
]

/** The bytes of a log in both formats, as servers write it and as anything else may. */
export const logs: Kind = {
  name: 'logs',
  batch: 128,
  patience: 40,
  seeds: () => SEEDS,
  mutate(input, dice, others) {
    if (dice.onceIn(2)) return splice(input, dice, others, WORDS)
    let text = dice.onceIn(3) ? input.toString('latin1') : ''
    for (let lines = 1 + dice.below(8); lines > 0; lines--) {
      const line = dice.pick(dice.pick(LINES))
      const from = dice.onceIn(4) ? dice.below(line.length) : 0
      const to = dice.onceIn(4) ? dice.below(line.length + 1) : line.length
      text += line.slice(from, to) + dice.pick(GLUE)
    }
    const bytes = Buffer.from(text || '\n', 'latin1').subarray(-16_384)
    return dice.onceIn(3) ? bytes : mutateBytes(bytes, dice)
  },
  async judge(inputs) {
    for (const input of inputs) {
      const dice = new Dice(numberOf(input))
      judgeRecords(input, dice.onceIn(2))
      judgeSearch(input, dice)
      if (dice.onceIn(8)) await judgeFiles(input, dice)
    }
  },
}
