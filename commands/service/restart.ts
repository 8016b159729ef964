import * as Flags from '@oclif/core/flags'
import { ChatctlCommand } from '../../src/cli/base-command.ts'
import { runPower } from '../../src/cli/service/run-power.ts'
import { en } from '../../src/messages/en/index.ts'

const { help } = en.service

export default class Restart extends ChatctlCommand {
  static override summary = help.restart
  static override examples = ['<%= config.bin %> service restart', '<%= config.bin %> service restart --user']
  static override flags = {
    unit: Flags.string({ description: en.doctor.flagUnit, default: 'chatserver' }),
    user: Flags.boolean({ description: help.flagUser }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Restart)
    const print = (document: unknown, screen: () => string) => this.print(flags, document, screen)
    process.exitCode = await runPower('restart', flags, { print, note: (text) => this.note(text) })
  }
}
