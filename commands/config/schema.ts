import { ChatctlCommand } from '../../src/cli/base-command.ts'
import { configJsonSchema } from '../../src/config/json-schema.ts'
import { en } from '../../src/messages/en/index.ts'

export default class ConfigSchema extends ChatctlCommand {
  static override summary = en.configure.help.schema
  static override examples = ['<%= config.bin %> config schema > config.schema.json']

  async run(): Promise<void> {
    await this.parse(ConfigSchema)
    process.stdout.write(`${JSON.stringify(configJsonSchema(), null, 2)}\n`)
  }
}
