import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Config } from '@oclif/core/config'

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url))

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
  const pjson = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'))
  pjson.oclif.commands.target = './commands'
  const config = await Config.load({ root: ROOT, pjson, ignoreManifest: true } as Parameters<
    typeof Config.load
  >[0])
  return config.commands
    .map(({ id, flags }) => ({
      id,
      flags: Object.values(flags).map((flag) => ({
        name: flag.name,
        takes: flag.type === 'option',
        options: flag.type === 'option' ? (flag.options ?? []) : [],
      })),
    }))
    .sort((a, b) => a.id.localeCompare(b.id))
}
