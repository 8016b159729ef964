import chalk, { Chalk, type ChalkInstance } from 'chalk'

/** Colours for a terminal that has them, and none for a pipe or a file. */
export function paintFor(isTerminal: boolean): ChalkInstance {
  return new Chalk({ level: isTerminal ? chalk.level : 0 })
}
