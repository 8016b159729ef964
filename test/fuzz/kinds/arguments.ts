import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dice } from '../dice.ts'
import type { Meter } from '../guided/meter.ts'
import { fewerItems } from '../guided/shorter.ts'
import type { Kind } from '../kind.ts'
import { Attempts } from './arguments/attempts.ts'
import { type Call, callOf, inputOf } from './arguments/call.ts'
import { type Command, everyCommand } from './arguments/every-command.ts'
import { isEndless } from './arguments/verdict.ts'

const MOST_WORDS = 12

/** Values for flags and arguments, hostile or only wrong. */
const VALUES = JSON.parse(
  readFileSync(join(import.meta.dirname, '../corpus/arguments.json'), 'utf8'),
) as readonly string[]

/** Why these cannot run here; undefined where they can. */
export function cannotFuzzArguments(): string | undefined {
  if (process.platform !== 'linux') return 'needs namespaces of Linux'
  return process.getuid?.() === 0 ? undefined : 'needs root, to give up all rights and the network'
}

/** Command lines, and what is typed; the meter tells what they reach. */
export async function commandLines(): Promise<{ kind: Kind; meter: Meter; end(): Promise<string> }> {
  const [commands, attempts] = await Promise.all([everyCommand(), Attempts.begin()])
  return { kind: kindOf(commands, attempts), meter: attempts, end: () => attempts.end() }
}

function kindOf(commands: readonly Command[], attempts: Attempts): Kind {
  return {
    name: 'arguments',
    // One alone: to find out which of several it was costs more than to look after each.
    batch: 1,
    patience: 4,
    seeds: () => commands.map(({ id }) => inputOf({ words: id.split(':') })),
    mutate(input, dice, others) {
      const ofAnother = () => callOf(dice.pick(others))?.words ?? []
      const other = (of: Buffer) => otherCall(callOf(of) ?? { words: [] }, commands, dice, ofAnother)
      const call = other(input)
      // What lasts until somebody ends it takes as long as a hundred others.
      return inputOf(isEndless(call) && !dice.onceIn(4) ? other(dice.pick(others)) : call)
    },
    judge: (inputs) => attempts.judge(inputs.flatMap((input) => callOf(input) ?? [])),
    *shorter(input) {
      const call = callOf(input)
      if (call === undefined) return
      const { words: _, ...around } = call
      for (const name of Object.keys(around)) yield inputOf({ ...call, [name]: undefined })
      for (const words of fewerItems(call.words)) yield inputOf({ ...call, words })
    },
  }
}

function otherCall(
  call: Call,
  commands: readonly Command[],
  dice: Dice,
  ofAnother: () => readonly string[],
): Call {
  const words = [...call.words]
  const at = dice.below(words.length + 1)
  const flags = flagsOf(words, commands)
  switch (dice.below(12)) {
    case 0:
      words.splice(at, 1)
      break
    case 1:
      words.splice(at, 1, dice.pick(VALUES))
      break
    case 2:
      words.push(...ofAnother().slice(dice.below(3)))
      break
    case 3:
      return { ...call, input: dice.pick(VALUES) }
    case 5:
      return { ...call, isUp: !call.isUp }
    case 6:
      return { ...call, isChinese: !call.isChinese }
    case 4:
      words.push(dice.pick(VALUES))
      break
    default:
      words.push(...(flags.length === 0 ? [dice.pick(VALUES)] : someFlag(dice.pick(flags), dice)))
  }
  const said = words.slice(0, MOST_WORDS).map((word) => word.replaceAll('\0', ''))
  return { ...call, words: said }
}

/** The flags of the command that the words begin with. */
function flagsOf(words: readonly string[], commands: readonly Command[]): Command['flags'] {
  const named = (id: string) => id.split(':').every((part, at) => words[at] === part)
  const meant = commands.filter(({ id }) => named(id)).sort((a, b) => b.id.length - a.id.length)
  return meant[0]?.flags ?? []
}

function someFlag({ name, takes, options }: Command['flags'][number], dice: Dice): string[] {
  if (!takes) return [`--${name}`]
  const value = options.length > 0 && !dice.onceIn(3) ? dice.pick(options) : dice.pick(VALUES)
  return dice.onceIn(2) ? [`--${name}=${value}`] : [`--${name}`, value]
}
