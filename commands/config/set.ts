import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import { ChatctlCommand } from '../../src/cli/base-command.ts'
import { exitCodeOf } from '../../src/cli/config/exit-code.ts'
import { setDocument, setScreen } from '../../src/cli/config/set-screen.ts'
import { setSetting } from '../../src/cli/config/set-setting.ts'
import { ChatctlError } from '../../src/errors/chatctl-error.ts'
import { en } from '../../src/messages/en/index.ts'
import { t } from '../../src/messages/index.ts'

const text = en.configure.help

export default class ConfigSet extends ChatctlCommand {
  static override summary = text.set
  static override strict = false
  static override args = {
    key: Args.string({ description: text.argKey, required: true }),
    value: Args.string({ description: text.argValue }),
  }
  static override flags = {
    default: Flags.boolean({ description: text.flagDefault }),
    'dry-run': Flags.boolean({ description: text.flagDryRun }),
  }
  static override examples = [
    '<%= config.bin %> config set server.port 3001',
    '<%= config.bin %> config set security.exempt_addresses 127.0.0.1 10.0.0.0/8',
    '<%= config.bin %> config set logging.level DEBUG --dry-run',
    '<%= config.bin %> config set security.heartbeat_timeout --default',
  ]

  async run(): Promise<void> {
    const { args, argv, flags } = await this.parse(ConfigSet)
    const values = argv.slice(1).map(String)
    const useDefault = flags.default === true
    if ((values.length === 0) !== useDefault) {
      const problem = useDefault
        ? t('cli.usage.unexpected', { words: values.join(' ') })
        : t('cli.usage.missing', { names: 'VALUE' })
      throw new ChatctlError('cli/usage', { problem, command: 'config set' })
    }
    const result = await setSetting({
      config: flags.config,
      key: args.key,
      values,
      useDefault,
      dryRun: flags['dry-run'] === true,
    })
    this.print(flags, setDocument(result), () => setScreen(result))
    process.exitCode = exitCodeOf(result)
  }
}
