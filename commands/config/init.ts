import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import { ChatctlCommand } from '../../src/cli/base-command.ts'
import { initConfig } from '../../src/cli/config/init-config.ts'
import { initDocument, initScreen } from '../../src/cli/config/init-screen.ts'
import { en } from '../../src/messages/en/index.ts'

const text = en.configure.help

export default class ConfigInit extends ChatctlCommand {
  static override summary = text.init
  static override args = { path: Args.string({ description: text.argPath }) }
  static override flags = {
    stdin: Flags.boolean({ description: en.passwd.help.flagStdin }),
    generate: Flags.boolean({ description: en.passwd.help.flagGenerate }),
    'no-password': Flags.boolean({
      description: text.flagNoPassword,
      exclusive: ['stdin', 'generate'],
    }),
  }
  static override examples = [
    '<%= config.bin %> config init',
    '<%= config.bin %> config init /opt/chatserver/config.json --generate',
  ]

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ConfigInit)
    const result = await initConfig({
      path: args.path ?? flags.config ?? (process.env.CHATCTL_CONFIG || undefined),
      stdin: flags.stdin,
      generate: flags.generate,
      noPassword: flags['no-password'],
    })
    this.print(flags, initDocument(result), () => initScreen(result))
  }
}
