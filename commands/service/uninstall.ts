import * as Flags from '@oclif/core/flags'
import { ChatctlCommand, yesByRisk } from '../../src/cli/base-command.ts'
import { changeDocument } from '../../src/cli/service/change-document.ts'
import { uninstallScreen } from '../../src/cli/service/change-screen.ts'
import { serviceCommand } from '../../src/cli/service/surroundings.ts'
import { uninstall } from '../../src/cli/service/uninstall.ts'
import { en } from '../../src/messages/en/index.ts'

const { help } = en.service

export default class Uninstall extends ChatctlCommand {
  static override summary = help.uninstall
  static override examples = [
    '<%= config.bin %> service uninstall --dry-run',
    'sudo <%= config.bin %> service uninstall',
    'sudo <%= config.bin %> service uninstall --purge',
  ]
  static override flags = {
    'dry-run': Flags.boolean({ description: help.flagDryRun }),
    user: Flags.boolean({ description: help.flagUser }),
    purge: Flags.boolean({ description: help.flagPurge }),
    force: Flags.boolean({ description: help.flagForceRemove }),
    yes: yesByRisk,
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Uninstall)
    const { purge, force } = flags
    const command = serviceCommand(flags.user, this.consent(flags), (text) => this.note(text))
    const change = await uninstall(command, { purge, force, dryRun: flags['dry-run'] })
    this.print(flags, changeDocument(change, command.layout.name), () =>
      uninstallScreen(change, command, purge),
    )
  }
}
