import * as Args from '@oclif/core/args'
import { ChatctlCommand } from '../../src/cli/base-command.ts'
import { getSetting } from '../../src/cli/config/get-setting.ts'
import { en } from '../../src/messages/en/index.ts'

const text = en.configure.help

export default class ConfigGet extends ChatctlCommand {
  static override summary = text.get
  static override args = { key: Args.string({ description: text.argKey, required: true }) }
  static override examples = [
    '<%= config.bin %> config get server.port',
    '<%= config.bin %> config get security --json',
  ]

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ConfigGet)
    const asked = { config: flags.config, words: ['config', 'get', args.key] }
    const { document, text: shown, remark } = await getSetting(args.key, asked)
    if (remark !== null) this.note(remark)
    this.print(flags, document, () => shown)
  }
}
