import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import { ChatctlCommand } from '../../src/cli/base-command.ts'
import { checkFile } from '../../src/cli/config/check-file.ts'
import { en } from '../../src/messages/en/index.ts'

const text = en.configure.help

export default class ConfigCheck extends ChatctlCommand {
  static override summary = text.check
  static override args = { file: Args.string({ description: text.argFile }) }
  static override flags = {
    port: Flags.integer({ description: en.serve.flagPort }),
    host: Flags.string({ description: en.serve.flagHost }),
  }
  static override examples = [
    '<%= config.bin %> config check',
    '<%= config.bin %> config check /opt/chatserver/config.json',
  ]

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ConfigCheck)
    const config = args.file ?? flags.config
    const asked = { config, words: ['config', 'check'], overrides: { host: flags.host, port: flags.port } }
    const { text: shown, exitCode } = await checkFile(asked, flags.json)
    process.stdout.write(shown)
    process.exitCode = exitCode
  }
}
