import type { Command } from '@oclif/core/command'
import { allCommands } from '../helpers/all-commands.ts'

/** The commands that people see, from the sources, each once, by name. */
export async function shownCommands(): Promise<Command.Loadable[]> {
  return (await allCommands()).filter(({ hidden, id, aliases }) => !hidden && !aliases.includes(id))
}

/** The examples of a command as they are typed. */
export function examplesOf({ examples = [] }: Command.Loadable): string[] {
  return examples.map((example) =>
    String(typeof example === 'string' ? example : example.command).replaceAll(
      '<%= config.bin %>',
      'chatctl',
    ),
  )
}
