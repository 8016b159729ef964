import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dice } from '../dice.ts'
import { fewerItems } from '../guided/shorter.ts'
import type { WrittenMeter } from '../guided/written-meter.ts'
import { type Kind, numberOf } from '../kind.ts'
import { attempt, type Call } from './arguments/attempt.ts'
import { type Command, everyCommand } from './arguments/every-command.ts'

/** How many run at the same time. */
const AT_ONCE = 2
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

/** Command lines, and what is typed. */
export async function commandLines(meter: WrittenMeter | undefined): Promise<Kind> {
  const commands = await everyCommand()
  return {
    name: 'arguments',
    batch: 4,
    patience: 4,
    seeds: () => commands.map(({ id }) => inputOf({ words: id.split(':') })),
    mutate(input, dice, others) {
      const call = callOf(input) ?? { words: [] }
      return inputOf(otherCall(call, commands, dice, () => callOf(dice.pick(others))?.words ?? []))
    },
    async judge(inputs) {
      const waiting = [...inputs]
      const worker = async () => {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
          const call = callOf(next)
          if (call !== undefined) await attempt(call, numberOf(next), meter)
        }
      }
      await Promise.all(Array.from({ length: AT_ONCE }, worker))
    },
    *shorter(input) {
      const call = callOf(input)
      if (call === undefined) return
      if (call.input !== undefined) yield inputOf({ words: call.words })
      for (const words of fewerItems(call.words)) yield inputOf({ ...call, words })
    },
  }
}

const inputOf = (call: Call) => Buffer.from(JSON.stringify(call))

function callOf(input: Buffer): Call | undefined {
  try {
    const { words, input: typed } = JSON.parse(input.toString()) as Partial<Call>
    if (!Array.isArray(words) || words.some((word) => typeof word !== 'string')) return undefined
    return { words, ...(typeof typed === 'string' && { input: typed }) }
  } catch {
    return undefined
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
  switch (dice.below(10)) {
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
      return { words, input: dice.pick(VALUES) }
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
