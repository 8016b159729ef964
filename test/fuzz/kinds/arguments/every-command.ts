import { allCommands } from '../../../helpers/all-commands.ts'

/** A command with what it can be told. */
export interface Command {
  readonly id: string
  readonly flags: readonly {
    readonly name: string
    readonly takes: boolean
    readonly options: readonly string[]
  }[]
}

/** All commands, from the sources. */
export async function everyCommand(): Promise<Command[]> {
  return (await allCommands()).map(({ id, flags }) => ({
    id,
    flags: Object.values(flags).map((flag) => ({
      name: flag.name,
      takes: flag.type === 'option',
      options: flag.type === 'option' ? (flag.options ?? []) : [],
    })),
  }))
}
