import * as Flags from '@oclif/core/flags'
import { ChatctlCommand } from '../../src/cli/base-command.ts'
import { onlyUsualConfig, runInstall } from '../../src/cli/service/run-install.ts'
import { en } from '../../src/messages/en/index.ts'

const { help } = en.service

export default class Install extends ChatctlCommand {
  static override summary = help.install
  static override examples = [
    '<%= config.bin %> service install --dry-run',
    'sudo <%= config.bin %> service install',
    'sudo <%= config.bin %> service install --with-timers',
    '<%= config.bin %> service install --user',
    '<%= config.bin %> service install --platform launchd > chatserver.plist',
  ]
  static override flags = {
    'dry-run': Flags.boolean({ description: help.flagDryRun }),
    user: Flags.boolean({ description: help.flagUser }),
    'with-timers': Flags.boolean({ description: help.flagTimers }),
    'no-start': Flags.boolean({ description: help.flagNoStart, exclusive: ['restart'] }),
    restart: Flags.boolean({ description: help.flagRestart }),
    force: Flags.boolean({ description: help.flagForce }),
    program: Flags.option({
      description: help.flagProgram,
      options: ['auto', 'copy', 'here'] as const,
      default: 'auto',
    })(),
    platform: Flags.option({ description: help.flagPlatform, options: ['launchd', 'windows'] as const })(),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Install)
    onlyUsualConfig(flags)
    const print = (document: unknown, screen: () => string) => this.print(flags, document, screen)
    const hasCommand = (id: string) => this.config.findCommand(id) !== undefined
    process.exitCode = await runInstall(
      { ...flags, consent: this.consent(flags), hasCommand },
      { print, note: (text) => this.note(text) },
    )
  }
}
