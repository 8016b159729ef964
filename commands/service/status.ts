import * as Flags from '@oclif/core/flags'
import { ChatctlCommand } from '../../src/cli/base-command.ts'
import { runStatus } from '../../src/cli/service/run-status.ts'
import { en } from '../../src/messages/en/index.ts'

const { help } = en.service

export default class Status extends ChatctlCommand {
  static override summary = help.status
  static override examples = ['<%= config.bin %> service status', '<%= config.bin %> service status --json']
  static override flags = {
    unit: Flags.string({ description: en.doctor.flagUnit, default: 'chatserver' }),
    user: Flags.boolean({ description: help.flagUser }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Status)
    const print = (document: unknown, screen: () => string) => this.print(flags, document, screen)
    process.exitCode = await runStatus(flags, { print, note: (text) => this.note(text) })
  }
}
