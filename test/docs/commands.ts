import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Command } from '@oclif/core/command'
import { Config } from '@oclif/core/config'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** The commands that people see, from the sources, each once, by name. */
export async function shownCommands(): Promise<Command.Loadable[]> {
  const pjson = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'))
  pjson.oclif.commands.target = './commands'
  const config = await Config.load({ root: ROOT, pjson, ignoreManifest: true } as Parameters<
    typeof Config.load
  >[0])
  return config.commands
    .filter(({ hidden, id, aliases }) => !hidden && !aliases.includes(id))
    .sort((a, b) => a.id.localeCompare(b.id))
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
