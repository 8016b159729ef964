import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Command } from '@oclif/core/command'
import { Config } from '@oclif/core/config'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Every command, from the sources, by id; one with several names comes under each of them. */
export async function allCommands(): Promise<Command.Loadable[]> {
  const pjson = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'))
  pjson.oclif.commands.target = './commands'
  const config = await Config.load({ root: ROOT, pjson, ignoreManifest: true } as Parameters<
    typeof Config.load
  >[0])
  return [...config.commands].sort((a, b) => a.id.localeCompare(b.id))
}
